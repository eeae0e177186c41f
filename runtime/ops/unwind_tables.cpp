// Reads call frame information (DWARF 4, section 6.4; .eh_frame as the System V ABI for x86-64 describes it)
// and exception tables (the C++ personality's). Whatever compilers do not write for ordinary functions ends
// the reading, and the C++ library takes over: expressions, signal frames, exception specifications.
#include <array>
#include <cstring>
#include <initializer_list>

#include "runtime/ops/unwind.h"

extern "C" {
// Of libgcc: the frame description of the function that contains `address`.
struct dwarf_eh_bases {
  void *text, *data, *function;
};
const void* _Unwind_Find_FDE(void* address, dwarf_eh_bases* bases);
int __gxx_personality_v0(...);
}

namespace kiln::rt {
namespace {

// The encodings of pointers (DW_EH_PE_*).
constexpr uint8_t kOmitted = 0xff, kIndirect = 0x80, kRelative = 0x70, kFormat = 0x0f;
constexpr uint8_t kFromHere = 0x10;
enum Format : uint8_t { kAbsolute = 0, kUleb = 1, kU2 = 2, kU4 = 3, kU8 = 4, kSleb = 9, kS2 = 10, kS4 = 11, kS8 = 12 };

class Reader {
 public:
  explicit Reader(const void* at) : at_(static_cast<const uint8_t*>(at)) {}

  template <typename T>
  T fixed() {
    T value;
    std::memcpy(&value, at_, sizeof value);
    at_ += sizeof value;
    return value;
  }
  uint64_t uleb() {
    uint64_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
      uint8_t byte = *at_++;
      value |= uint64_t{byte & 0x7fu} << shift;
      if (byte < 0x80) return value;
    }
  }
  int64_t sleb() {
    uint64_t value = 0;
    for (unsigned shift = 0;;) {
      uint8_t byte = *at_++;
      value |= uint64_t{byte & 0x7fu} << shift;
      shift += 7;
      if (byte >= 0x80) continue;
      if (byte & 0x40 && shift < 64) value |= ~uint64_t{0} << shift;
      return static_cast<int64_t>(value);
    }
  }
  // 0 stays 0, whatever it would be relative to.
  uintptr_t pointer(uint8_t encoding, bool* understood) {
    const uint8_t* here = at_;
    auto value = static_cast<uintptr_t>(number(encoding & kFormat, understood));
    if (value == 0) return 0;
    if ((encoding & kRelative) == kFromHere)
      value += reinterpret_cast<uintptr_t>(here);
    else if ((encoding & kRelative) != 0)
      *understood = false;
    if (encoding & kIndirect && *understood) value = *reinterpret_cast<const uintptr_t*>(value);
    return value;
  }
  int64_t number(uint8_t format, bool* understood) {
    switch (format) {
      case kAbsolute:
      case kU8:
      case kS8:
        return fixed<int64_t>();
      case kUleb:
        return static_cast<int64_t>(uleb());
      case kSleb:
        return sleb();
      case kU2:
        return fixed<uint16_t>();
      case kS2:
        return fixed<int16_t>();
      case kU4:
        return fixed<uint32_t>();
      case kS4:
        return fixed<int32_t>();
      default:
        *understood = false;
        return 0;
    }
  }
  void skip(uint64_t bytes) { at_ += bytes; }
  const uint8_t* at() const { return at_; }

 private:
  const uint8_t* at_;
};

constexpr uint64_t kRbp = 6, kRsp = 7, kReturnAddress = 16;

// A column's place among UnwindStep::saved, or -1.
int savedIndex(uint64_t column) {
  switch (column) {
    case 3:
      return 0;
    case kRbp:
      return 1;
    case 12:
    case 13:
    case 14:
    case 15:
      return static_cast<int>(column) - 10;
    default:
      return -1;
  }
}

struct Rules {
  uint64_t cfa_register = kRsp;
  int64_t cfa_offset = 8;
  std::array<int64_t, kSavedRegisters> saved = {};  // in bytes
};

// What the CIE says for all its functions.
struct Common {
  uint64_t code_align = 1;
  int64_t data_align = -8;
  uint8_t fde_encoding = kAbsolute, lsda_encoding = kOmitted;
  uintptr_t personality = 0;
  bool understood = true;
  const uint8_t *instructions, *end;
};

// Runs call frame instructions up to `target`, an offset in the function. False: something unusual.
bool execute(const uint8_t* from, const uint8_t* end, const Common& common, uint64_t target,
             const Rules& initial, Rules* rules) {
  constexpr size_t kDepth = 8;
  std::array<Rules, kDepth> remembered;
  size_t depth = 0;
  uint64_t location = 0;
  auto save = [&](uint64_t column, int64_t offset) {
    if (column == kReturnAddress) return offset == -8;
    if (int index = savedIndex(column); index >= 0) rules->saved[static_cast<size_t>(index)] = offset;
    return true;
  };
  auto restore = [&](uint64_t column) {
    if (int index = savedIndex(column); index >= 0)
      rules->saved[static_cast<size_t>(index)] = initial.saved[static_cast<size_t>(index)];
    return column != kReturnAddress;
  };
  Reader in(from);
  // The row that is in force just before the return address: the call is there.
  while (in.at() < end && location < target) {
    auto byte = in.fixed<uint8_t>();
    uint8_t low = byte & 0x3f;
    switch (byte & 0xc0) {
      case 0x40:  // DW_CFA_advance_loc
        location += low * common.code_align;
        continue;
      case 0x80:  // DW_CFA_offset
        if (!save(low, static_cast<int64_t>(in.uleb()) * common.data_align)) return false;
        continue;
      case 0xc0:  // DW_CFA_restore
        if (!restore(low)) return false;
        continue;
      default:
        break;
    }
    switch (byte) {
      case 0x00:  // DW_CFA_nop
        break;
      case 0x02:  // DW_CFA_advance_loc1
        location += in.fixed<uint8_t>() * common.code_align;
        break;
      case 0x03:  // DW_CFA_advance_loc2
        location += in.fixed<uint16_t>() * common.code_align;
        break;
      case 0x04:  // DW_CFA_advance_loc4
        location += in.fixed<uint32_t>() * common.code_align;
        break;
      case 0x05: {  // DW_CFA_offset_extended
        uint64_t column = in.uleb();
        if (!save(column, static_cast<int64_t>(in.uleb()) * common.data_align)) return false;
        break;
      }
      case 0x06:  // DW_CFA_restore_extended
        if (!restore(in.uleb())) return false;
        break;
      case 0x08:  // DW_CFA_same_value
        if (!restore(in.uleb())) return false;
        break;
      case 0x0a:  // DW_CFA_remember_state
        if (depth == kDepth) return false;
        remembered[depth++] = *rules;
        break;
      case 0x0b:  // DW_CFA_restore_state
        if (depth == 0) return false;
        *rules = remembered[--depth];
        break;
      case 0x0c:  // DW_CFA_def_cfa
        rules->cfa_register = in.uleb();
        rules->cfa_offset = static_cast<int64_t>(in.uleb());
        break;
      case 0x0d:  // DW_CFA_def_cfa_register
        rules->cfa_register = in.uleb();
        break;
      case 0x0e:  // DW_CFA_def_cfa_offset
        rules->cfa_offset = static_cast<int64_t>(in.uleb());
        break;
      default:
        return false;
    }
  }
  return true;
}

Common readCommon(const uint8_t* cie) {
  Common common;
  Reader in(cie);
  auto length = in.fixed<uint32_t>();
  common.end = in.at() + length;
  in.skip(4);  // the identifier
  auto version = in.fixed<uint8_t>();
  const char* augmentation = reinterpret_cast<const char*>(in.at());
  in.skip(std::strlen(augmentation) + 1);
  common.code_align = in.uleb();
  common.data_align = in.sleb();
  uint64_t return_column = version == 1 ? in.fixed<uint8_t>() : in.uleb();
  common.understood = length != 0xffff'ffff && (version == 1 || version == 3) && *augmentation == 'z' &&
                      return_column == kReturnAddress;
  if (!common.understood) return common;
  uint64_t size = in.uleb();
  common.instructions = in.at() + size;
  for (const char* letter = augmentation + 1; *letter != 0; ++letter) {
    switch (*letter) {
      case 'L':
        common.lsda_encoding = in.fixed<uint8_t>();
        break;
      case 'R':
        common.fde_encoding = in.fixed<uint8_t>();
        break;
      case 'P': {
        auto encoding = in.fixed<uint8_t>();
        common.personality = in.pointer(encoding, &common.understood);
        break;
      }
      default:  // a signal frame, whose address is no return address
        common.understood = false;
        return common;
    }
  }
  return common;
}

// The function's exception table: what it does about `thrown` at the call before `address`.
bool readLanding(uintptr_t function, const void* table, uintptr_t address, const void* thrown,
                 UnwindStep* step) {
  bool understood = true;
  Reader in(table);
  uintptr_t base = function;
  if (auto encoding = in.fixed<uint8_t>(); encoding != kOmitted) base = in.pointer(encoding, &understood);
  auto type_encoding = in.fixed<uint8_t>();
  const uint8_t* types = nullptr;
  if (type_encoding != kOmitted) {
    uint64_t offset = in.uleb();
    types = in.at() + offset;
  }
  auto site_encoding = in.fixed<uint8_t>();
  uint64_t size = in.uleb();
  const uint8_t* actions = in.at() + size;
  if (site_encoding & ~kFormat || !understood) return false;
  uintptr_t call = address - 1 - function;
  bool found = false;
  uint64_t landing = 0, action = 0;
  while (!found && in.at() < actions) {
    auto start = static_cast<uint64_t>(in.number(site_encoding, &understood));
    auto length = static_cast<uint64_t>(in.number(site_encoding, &understood));
    landing = static_cast<uint64_t>(in.number(site_encoding, &understood));
    action = in.uleb();
    if (!understood || call < start) return false;
    found = call < start + length;
  }
  // A call that may not throw: the library ends the program.
  if (!found) return false;
  if (landing == 0) return true;
  bool cleans = action == 0;
  for (const uint8_t* at = action == 0 ? nullptr : actions + action - 1; at != nullptr;) {
    Reader record(at);
    int64_t filter = record.sleb();
    const uint8_t* link = record.at();
    int64_t next = record.sleb();
    if (filter < 0 || (filter > 0 && types == nullptr)) return false;
    if (filter == 0) {
      cleans = true;
    } else {
      uint64_t width = 0;
      switch (type_encoding & kFormat) {
        case kAbsolute:
        case kU8:
        case kS8:
          width = 8;
          break;
        case kU4:
        case kS4:
          width = 4;
          break;
        default:
          return false;
      }
      uintptr_t type =
          Reader(types - static_cast<uint64_t>(filter) * width).pointer(type_encoding, &understood);
      if (!understood) return false;
      if (type == 0 || type == reinterpret_cast<uintptr_t>(thrown)) {
        step->landing = base + landing;
        step->selector = static_cast<int32_t>(filter);
        return true;
      }
    }
    at = next == 0 ? nullptr : link + next;
  }
  if (cleans) step->landing = base + landing;
  return true;
}

}  // namespace

UnwindStep readUnwindStep(uintptr_t address, const void* thrown) {
  UnwindStep step = {};
  step.address = address;
  dwarf_eh_bases bases;
  const auto* fde = static_cast<const uint8_t*>(_Unwind_Find_FDE(reinterpret_cast<void*>(address - 1), &bases));
  if (fde == nullptr) return step;
  Reader in(fde);
  auto length = in.fixed<uint32_t>();
  if (length == 0xffff'ffff) return step;
  const uint8_t* end = in.at() + length;
  const uint8_t* identifier = in.at();
  Common common = readCommon(identifier - in.fixed<int32_t>());
  if (!common.understood) return step;
  bool understood = true;
  uintptr_t function = in.pointer(common.fde_encoding, &understood);
  in.number(common.fde_encoding & kFormat, &understood);
  uint64_t size = in.uleb();
  const uint8_t* instructions = in.at() + size;
  uintptr_t table = common.lsda_encoding == kOmitted ? 0 : in.pointer(common.lsda_encoding, &understood);
  if (!understood) return step;
  Rules initial, rules;
  if (!execute(common.instructions, common.end, common, UINT64_MAX, initial, &initial)) return step;
  rules = initial;
  if (!execute(instructions, end, common, address - function, initial, &rules)) return step;
  if (rules.cfa_register != kRsp && rules.cfa_register != kRbp) return step;
  step.from_frame_pointer = rules.cfa_register == kRbp;
  step.cfa_offset = static_cast<int32_t>(rules.cfa_offset);
  for (size_t i = 0; i < kSavedRegisters; ++i) {
    if (rules.saved[i] % 8 != 0 || rules.saved[i] / 8 != static_cast<int16_t>(rules.saved[i] / 8)) return step;
    step.saved[i] = static_cast<int16_t>(rules.saved[i] / 8);
  }
  if (common.personality != 0) {
    if (common.personality != reinterpret_cast<uintptr_t>(&__gxx_personality_v0)) return step;
    if (table != 0 && !readLanding(function, reinterpret_cast<const void*>(table), address, thrown, &step))
      return step;
  }
  step.known = true;
  return step;
}

}  // namespace kiln::rt
