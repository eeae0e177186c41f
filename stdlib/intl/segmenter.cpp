// ECMA-402 §18 Intl.Segmenter, its Segments and Segment Iterator objects.
#include <unicode/brkiter.h>

#include "stdlib/intl/locales.h"
#include "stdlib/intl/options.h"
#include "stdlib/intl/service.h"
#include "stdlib/intl/text.h"

namespace kiln::rt::intl {
namespace {

struct SegmenterState : State {
  std::string locale, granularity;
  std::unique_ptr<icu::BreakIterator> breaks;
};

// Of Segments and of Segment Iterators; `other` of the object is the string.
struct SegmentsState : State {
  icu::UnicodeString text;  // `breaks` refers to it
  std::unique_ptr<icu::BreakIterator> breaks;
  bool words = false;
};

icu::BreakIterator* newBreakIterator(const std::string& granularity, const icu::Locale& locale) {
  UErrorCode status = U_ZERO_ERROR;
  icu::BreakIterator* result = granularity == "word" ? icu::BreakIterator::createWordInstance(locale, status)
                               : granularity == "sentence"
                                   ? icu::BreakIterator::createSentenceInstance(locale, status)
                                   : icu::BreakIterator::createCharacterInstance(locale, status);
  check(status);
  return result;
}

// §18.1.1
Value segmenterConstructor(Args& args) {
  requireNew(args, "Segmenter");
  Shape* shape = shapeOfNew(Service::Segmenter, args.new_target);
  std::vector<std::string> requested = canonicalizeLocaleList(args[0]);
  OptionsReader options = optionsObject(args[1], "Intl.Segmenter");
  readLocaleMatcher(options);
  ResolvedLocale resolved = resolveLocale(requested, {});
  auto state = std::make_unique<SegmenterState>();
  state->locale = resolved.tag;
  state->granularity = options.stringOr("granularity", {"grapheme", "word", "sentence"}, "grapheme");
  state->breaks.reset(newBreakIterator(state->granularity, resolved.locale));
  return box(newIntlObject(Service::Segmenter, shape, std::move(state)));
}

// §18.3.4
Value segmenterResolvedOptions(Args& args) {
  IntlObject* segmenter = thisIntl(args, Service::Segmenter, "Intl.Segmenter.prototype.resolvedOptions");
  auto& state = stateOf<SegmenterState>(segmenter);
  Object* result = newObject();
  putOption(result, "locale", state.locale);
  putOption(result, "granularity", state.granularity);
  return box(result);
}

IntlObject* newSegments(Service service, const icu::BreakIterator& breaks, bool words, String* text) {
  auto state = std::make_unique<SegmentsState>();
  state->text = toUnicode(text);
  state->breaks.reset(breaks.clone());
  if (state->breaks == nullptr) throwOutOfMemory();
  state->breaks->setText(state->text);
  state->words = words;
  IntlObject* segments = newIntlObject(service, shapeOfNew(service, Value::undefined()), std::move(state));
  segments->other = box(text);
  return segments;
}

// §18.3.3
Value segmenterSegment(Args& args) {
  IntlObject* segmenter = thisIntl(args, Service::Segmenter, "Intl.Segmenter.prototype.segment");
  String* text = toString(args[0]);
  auto& state = stateOf<SegmenterState>(segmenter);
  return box(newSegments(Service::Segments, *state.breaks, state.granularity == "word", text));
}

// §18.7.1 CreateSegmentDataObject; the break iterator stands at `end`.
Value newSegmentData(IntlObject* segments, int32_t start, int32_t end) {
  auto& state = stateOf<SegmentsState>(segments);
  String* text = asString(segments->other);
  Object* data = newObject();
  putDirect(data, atomKey("segment"),
            box(substring(text, static_cast<uint32_t>(start), static_cast<uint32_t>(end))), kDefault);
  putDirect(data, PropertyKey::atom(atoms.index), Value::int32(start), kDefault);
  putDirect(data, PropertyKey::atom(atoms.input), box(text), kDefault);
  // UBRK_WORD_NONE ends with the statuses of segments that are no words.
  if (state.words) putOption(data, "isWordLike", state.breaks->getRuleStatus() >= UBRK_WORD_NONE_LIMIT);
  return box(data);
}

// §18.5.2.1
Value segmentsContaining(Args& args) {
  IntlObject* segments = thisIntl(args, Service::Segments, "%Segments.prototype%.containing");
  double n = toIntegerOrInfinity(args[0]);
  auto& state = stateOf<SegmentsState>(segments);
  if (n < 0 || n >= state.text.length()) return Value::undefined();
  // No boundary is within a surrogate pair, where ICU would look for one before the pair.
  int32_t at = state.text.getChar32Start(static_cast<int32_t>(n));
  int32_t start = state.breaks->isBoundary(at) ? at : state.breaks->preceding(at);
  int32_t end = state.breaks->following(at);
  return newSegmentData(segments, start, end);
}

// §18.5.2.2
Value segmentsIterator(Args& args) {
  IntlObject* segments = thisIntl(args, Service::Segments, "%SegmentsPrototype%[Symbol.iterator]");
  auto& state = stateOf<SegmentsState>(segments);
  return box(newSegments(Service::SegmentIterator, *state.breaks, state.words, asString(segments->other)));
}

// §18.6.2.1
Value segmentIteratorNext(Args& args) {
  IntlObject* iterator = thisIntl(args, Service::SegmentIterator, "%SegmentIterator.prototype%.next");
  icu::BreakIterator& breaks = *stateOf<SegmentsState>(iterator).breaks;
  int32_t start = breaks.current(), end = breaks.next();
  if (end == icu::BreakIterator::DONE) return createIterResult(Value::undefined(), true);
  return createIterResult(newSegmentData(iterator, start, end), false);
}

const NativeMethod kMethods[] = {{"resolvedOptions", KILN_NATIVE(segmenterResolvedOptions), 0},
                                 {"segment", KILN_NATIVE(segmenterSegment), 1}};
const NativeMethod kSegmentsMethods[] = {{"containing", KILN_NATIVE(segmentsContaining), 1},
                                         {"@@iterator", KILN_NATIVE(segmentsIterator), 0}};
const NativeMethod kIteratorMethods[] = {{"next", KILN_NATIVE(segmentIteratorNext), 0}};

}  // namespace

Function* initSegmenter() {
  Object* prototype;
  Function* constructor = defineService(Service::Segmenter, KILN_NATIVE(segmenterConstructor), &prototype);
  defineMethods(prototype, kMethods);
  Object* segments = newObject();
  defineMethods(segments, kSegmentsMethods);
  setServicePrototype(Service::Segments, segments);
  Object* iterator = newObjectWithPrototype(realm().iterator_prototype);
  defineMethods(iterator, kIteratorMethods);
  defineTag(iterator, "Segmenter String Iterator");
  setServicePrototype(Service::SegmentIterator, iterator);
  return constructor;
}

}  // namespace kiln::rt::intl
