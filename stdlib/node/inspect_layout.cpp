// Lines of util.inspect: entries on one line when they fit, in columns, or each on its own.
#include "stdlib/node/inspect_context.h"

namespace kiln::rt {
namespace {

struct Range {
  uint32_t first, last;
};
// Scripts and symbols that terminals show two columns wide (East Asian wide and full-width, emoji).
constexpr Range kWide[] = {
    {0x1100, 0x115f},   {0x231a, 0x231b},   {0x2329, 0x232a},   {0x23e9, 0x23ec},   {0x23f0, 0x23f0},
    {0x23f3, 0x23f3},   {0x25fd, 0x25fe},   {0x2614, 0x2615},   {0x2648, 0x2653},   {0x267f, 0x267f},
    {0x2693, 0x2693},   {0x26a1, 0x26a1},   {0x26aa, 0x26ab},   {0x26bd, 0x26be},   {0x26c4, 0x26c5},
    {0x26ce, 0x26ce},   {0x26d4, 0x26d4},   {0x26ea, 0x26ea},   {0x26f2, 0x26f3},   {0x26f5, 0x26f5},
    {0x26fa, 0x26fa},   {0x26fd, 0x26fd},   {0x2705, 0x2705},   {0x270a, 0x270b},   {0x2728, 0x2728},
    {0x274c, 0x274c},   {0x274e, 0x274e},   {0x2753, 0x2755},   {0x2757, 0x2757},   {0x2795, 0x2797},
    {0x27b0, 0x27b0},   {0x27bf, 0x27bf},   {0x2b1b, 0x2b1c},   {0x2b50, 0x2b50},   {0x2b55, 0x2b55},
    {0x2e80, 0x303e},   {0x3041, 0x33ff},   {0x3400, 0x4dbf},   {0x4e00, 0x9fff},   {0xa000, 0xa4cf},
    {0xa960, 0xa97f},   {0xac00, 0xd7a3},   {0xf900, 0xfaff},   {0xfe10, 0xfe19},   {0xfe30, 0xfe6f},
    {0xff00, 0xff60},   {0xffe0, 0xffe6},   {0x16fe0, 0x18cff}, {0x1aff0, 0x1b2ff}, {0x1f004, 0x1f004},
    {0x1f0cf, 0x1f0cf}, {0x1f18e, 0x1f18e}, {0x1f191, 0x1f19a}, {0x1f200, 0x1f320}, {0x1f32d, 0x1f335},
    {0x1f337, 0x1f37c}, {0x1f37e, 0x1f393}, {0x1f3a0, 0x1f3ca}, {0x1f3cf, 0x1f3d3}, {0x1f3e0, 0x1f3f0},
    {0x1f3f4, 0x1f3f4}, {0x1f3f8, 0x1f43e}, {0x1f440, 0x1f440}, {0x1f442, 0x1f4fc}, {0x1f4ff, 0x1f53d},
    {0x1f54b, 0x1f54e}, {0x1f550, 0x1f567}, {0x1f57a, 0x1f57a}, {0x1f595, 0x1f596}, {0x1f5a4, 0x1f5a4},
    {0x1f5fb, 0x1f64f}, {0x1f680, 0x1f6c5}, {0x1f6cc, 0x1f6cc}, {0x1f6d0, 0x1f6d2}, {0x1f6d5, 0x1f6d7},
    {0x1f6dc, 0x1f6df}, {0x1f6eb, 0x1f6ec}, {0x1f6f4, 0x1f6fc}, {0x1f7e0, 0x1f7eb}, {0x1f90c, 0x1f93a},
    {0x1f93c, 0x1f945}, {0x1f947, 0x1f9ff}, {0x1fa70, 0x1faff}, {0x20000, 0x3fffd}};
// Combining marks and invisible characters.
constexpr Range kNoWidth[] = {{0x0300, 0x036f}, {0x0483, 0x0489},  {0x0591, 0x05bd}, {0x0610, 0x061a},
                              {0x064b, 0x065f}, {0x0900, 0x0902},  {0x093c, 0x093c}, {0x0941, 0x0948},
                              {0x094d, 0x094d}, {0x0e31, 0x0e31},  {0x0e34, 0x0e3a}, {0x0e47, 0x0e4e},
                              {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff},  {0x200b, 0x200f}, {0x202a, 0x202e},
                              {0x2060, 0x2064}, {0x20d0, 0x20ff},  {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f},
                              {0xfeff, 0xfeff}, {0xe0100, 0xe01ef}};

template <size_t N>
bool isIn(const Range (&ranges)[N], uint32_t c) {
  auto* at = std::upper_bound(ranges, ranges + N, c, [](uint32_t x, const Range& r) { return x < r.first; });
  return at != ranges && c <= (at - 1)->last;
}

Text padded(const Text& text, size_t width, bool at_start) {
  if (text.size() >= width) return text;
  Text gap(width - text.size(), u' ');
  return at_start ? gap + text : text + gap;
}

Text joined(const std::vector<Text>& parts, const Text& separator) {
  Text out;
  for (size_t i = 0; i < parts.size(); ++i) out += (i == 0 ? Text() : separator) + parts[i];
  return out;
}

}  // namespace

Text withoutColors(const Text& text) {
  Text out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != 0x1b || i + 1 == text.size() || text[i + 1] != '[') {
      out += text[i];
      continue;
    }
    size_t end = i + 2;
    while (end < text.size() && ((text[end] >= '0' && text[end] <= '9') || text[end] == ';')) ++end;
    i = end;
  }
  return out;
}

size_t displayWidth(const Text& colored) {
  size_t width = 0;
  Text text = withoutColors(colored);
  for (size_t i = 0; i < text.size(); ++i) {
    uint32_t c = text[i];
    if (c >= 0xd800 && c < 0xdc00 && i + 1 < text.size())
      c = 0x10000 + ((c - 0xd800) << 10) + (text[++i] - 0xdc00u);
    if (c < 0x20 || (c >= 0x7f && c < 0xa0) || isIn(kNoWidth, c)) continue;
    width += isIn(kWide, c) ? 2 : 1;
  }
  return width;
}

Text replaceLineBreaks(const Text& text, const Text& by) {
  Text out;
  for (char16_t unit : text) {
    if (unit == '\n')
      out += by;
    else
      out += unit;
  }
  return out;
}

bool Inspector::fitsLine(const std::vector<Text>& out, size_t start, const Text& base) const {
  double total = static_cast<double>(out.size() + start);
  if (total + static_cast<double>(out.size()) > options_.break_length) return false;
  for (const Text& entry : out) {
    total += static_cast<double>(options_.colors ? withoutColors(entry).size() : entry.size());
    if (total > options_.break_length) return false;
  }
  return base.find(u'\n') == Text::npos;
}

Text Inspector::join(std::vector<Text>& out, const Text& base, const Braces& braces, EntryKind kind,
                     double level, Object* o) {
  Text indentation(indentation_, u' ');
  if (options_.compact == InspectOptions::kCompactAlways) {
    if (fitsLine(out, 0, base))
      return braces.open + (base.empty() ? u"" : u" " + base) + u" " + joined(out, u", ") + u" " +
             braces.close;
    Text first = base.empty() && braces.open.size() == 1
                     ? u" "
                     : (base.empty() ? u"" : u" " + base) + u"\n" + indentation + u"  ";
    return braces.open + first + joined(out, u",\n" + indentation + u"  ") + u" " + braces.close;
  }
  Text head = base.empty() ? braces.open : base + u" " + braces.open;
  if (options_.compact >= 1) {
    constexpr size_t kFewItems = 6;
    size_t count = out.size();
    if (kind == EntryKind::ArrayExtras && count > kFewItems) out = columns(out, o);
    // The innermost levels are combined on a line.
    if (current_depth_ - level < options_.compact && count == out.size()) {
      size_t start = out.size() + indentation_ + braces.open.size() + base.size() + 10;
      if (fitsLine(out, start, base)) {
        Text line = joined(out, u", ");
        if (line.find(u'\n') == Text::npos) return head + u" " + line + u" " + braces.close;
      }
    }
  }
  Text line_break = u"\n" + indentation;
  return head + line_break + u"  " + joined(out, u"," + line_break + u"  ") + line_break + braces.close;
}

// Short items of long arrays go into columns, about as many as make a square.
std::vector<Text> Inspector::columns(const std::vector<Text>& out, Object* o) const {
  constexpr size_t kSeparator = 2, kMostColumns = 15;
  constexpr double kCharacterHeight = 2.5;
  size_t total = 0, longest = 0, count = out.size();
  bool has_remainder = options_.max_array_length < static_cast<double>(out.size());
  if (has_remainder) --count;  // "... more items"
  std::vector<size_t> widths;
  for (size_t i = 0; i < count; ++i) {
    widths.push_back(displayWidth(out[i]));
    total += widths[i] + kSeparator;
    longest = std::max(longest, widths[i]);
  }
  auto actual = static_cast<double>(longest + kSeparator);
  if (!(actual * 3 + static_cast<double>(indentation_) < options_.break_length)) return out;
  if (!(static_cast<double>(total) / actual > 5 || longest <= 6)) return out;
  double bias = std::sqrt(actual - static_cast<double>(total) / static_cast<double>(out.size()));
  double biased = std::max(actual - 3 - bias, 1.0);
  double wanted =
      std::min({std::floor(std::sqrt(kCharacterHeight * biased * static_cast<double>(count)) / biased + 0.5),
                std::floor((options_.break_length - static_cast<double>(indentation_)) / actual),
                static_cast<double>(options_.compact) * 4, static_cast<double>(kMostColumns)});
  if (!(wanted > 1)) return out;
  auto columns = static_cast<size_t>(wanted);
  std::vector<size_t> column_widths;
  for (size_t i = 0; i < columns; ++i) {
    size_t width = 0;
    for (size_t j = i; j < count; j += columns) width = std::max(width, widths[j]);
    column_widths.push_back(width + kSeparator);
  }
  bool numbers = true;  // aligned at their ends
  for (size_t i = 0; o != nullptr && numbers && i < out.size(); ++i) {
    Value v = get(o, keyOfIndex(static_cast<double>(i)));
    numbers = v.isNumber() || isBigInt(v);
  }
  std::vector<Text> lines;
  for (size_t i = 0; i < count; i += columns) {
    size_t end = std::min(i + columns, count);
    Text line;
    for (size_t j = i; j < end; ++j) {
      // Characters that take no column: colours, halves of pairs.
      auto width = static_cast<size_t>(static_cast<std::ptrdiff_t>(column_widths[j - i] + out[j].size()) -
                                       static_cast<std::ptrdiff_t>(widths[j]));
      if (j + 1 < end)
        line += padded(out[j] + u", ", width, numbers);
      else
        line += numbers ? padded(out[j], width - kSeparator, true) : out[j];
    }
    lines.push_back(line);
  }
  if (has_remainder) lines.push_back(out[count]);
  return lines;
}

// The `sorted` option: by UTF-16 units, or as a comparator says.
void Inspector::sort(std::vector<Text>& out, size_t from) {
  auto first = out.begin() + static_cast<std::ptrdiff_t>(from);
  if (!isCallable(options_.sorted)) {
    std::sort(first, out.end());
    return;
  }
  ValueList texts;
  for (auto it = first; it != out.end(); ++it) texts.push(textValue(*it));
  Value list = box(newArrayFrom(texts));
  Value argument = options_.sorted;
  call(get(realm().array_prototype, internAscii("sort")), list, 1, &argument);
  for (size_t i = from; i < out.size(); ++i)
    out[i] = toText(toString(elementAt(asObject(list), static_cast<double>(i - from))));
}

}  // namespace kiln::rt
