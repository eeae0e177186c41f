#include "codegen/driver/assets.h"

#include <elf.h>
#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "codegen/driver/glob.h"
#include "runtime/abi/assets.h"

namespace kiln::driver {
namespace fs = std::filesystem;
namespace {

// Code refers to data by 32-bit distances.
constexpr uint64_t kMostBytes = uint64_t{1} << 30;
constexpr uint64_t kAlignment = 16;

constexpr uint64_t aligned(uint64_t n) {
  return (n + kAlignment - 1) & ~(kAlignment - 1);
}

struct Asset {
  std::string path;
  struct stat facts;
};

// Sections of the object, in this order.
enum Section : uint16_t { kNoSection, kBlock, kSymbols, kNames, kSectionNames, kSections };
constexpr char kNameText[] = "\0kiln_assets";
constexpr char kSectionNameText[] = "\0.rodata.kiln_assets\0.symtab\0.strtab\0.shstrtab";
constexpr uint32_t kSectionNameOffsets[] = {0, 1, 21, 29, 37};

class Writer {
 public:
  explicit Writer(const std::string& path) : path_(path), fd_(open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644)) {
    if (fd_ < 0) fail();
  }
  ~Writer() {
    if (fd_ >= 0 && close(fd_) != 0) fail();
    if (!error.empty()) unlink(path_.c_str());
  }
  void bytes(const void* data, size_t size) {
    const char* at = static_cast<const char*>(data);
    for (size_t done = 0; done < size && error.empty();) {
      ssize_t n = write(fd_, at + done, size - done);
      if (n >= 0) done += static_cast<size_t>(n);
      else if (errno != EINTR) fail();
    }
    position += size;
  }
  void padTo(uint64_t offset) {
    static const char zeros[kAlignment] = {};
    while (position < offset) bytes(zeros, std::min<uint64_t>(kAlignment, offset - position));
  }
  void file(const std::string& path, uint64_t size) {
    int from = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (from < 0) return refuse(path, std::strerror(errno));
    for (uint64_t left = size; left != 0 && error.empty();) {
      ssize_t n = sendfile(fd_, from, nullptr, std::min<uint64_t>(left, 1 << 30));
      if (n > 0) left -= static_cast<uint64_t>(n);
      else if (n == 0) refuse(path, "it changed while it was read");
      else if (errno != EINTR) refuse(path, std::strerror(errno));
    }
    close(from);
    position += size;
  }

  uint64_t position = 0;
  std::string error;

 private:
  void fail() {
    if (error.empty()) error = "cannot write '" + path_ + "': " + std::strerror(errno);
  }
  void refuse(const std::string& path, const std::string& why) {
    if (error.empty()) error = "cannot embed '" + path + "': " + why;
  }

  std::string path_;
  int fd_;
};

Elf64_Shdr section(Section which, uint32_t type, uint64_t flags, uint64_t offset, uint64_t size, uint32_t link = 0, uint32_t info = 0, uint64_t entry = 0) {
  return {kSectionNameOffsets[which], type, flags, 0, offset, size, link, info, kAlignment, entry};
}

// Everything but the block: header, symbols, names, sections.
Elf64_Ehdr header(uint64_t sections_at) {
  Elf64_Ehdr h{};
  std::memcpy(h.e_ident, ELFMAG, SELFMAG);
  h.e_ident[EI_CLASS] = ELFCLASS64;
  h.e_ident[EI_DATA] = ELFDATA2LSB;
  h.e_ident[EI_VERSION] = EV_CURRENT;
  h.e_type = ET_REL;
  h.e_machine = EM_X86_64;
  h.e_version = EV_CURRENT;
  h.e_shoff = sections_at;
  h.e_ehsize = sizeof(Elf64_Ehdr);
  h.e_shentsize = sizeof(Elf64_Shdr);
  h.e_shnum = kSections;
  h.e_shstrndx = kSectionNames;
  return h;
}

std::string writeObject(const std::vector<Asset>& assets, const std::string& object) {
  // The table refers to the paths behind it, and to the contents behind those.
  std::vector<abi::AssetRow> rows;
  uint64_t count = assets.size(), at = sizeof count + count * sizeof(abi::AssetRow);
  for (const Asset& asset : assets) {
    const struct stat& facts = asset.facts;
    rows.push_back({at, asset.path.size(), 0, static_cast<uint64_t>(facts.st_size), facts.st_mtim.tv_sec, static_cast<uint32_t>(facts.st_mtim.tv_nsec),
                    S_IFREG | (facts.st_mode & 0555)});
    at += asset.path.size();
  }
  for (abi::AssetRow& row : rows) {
    row.bytes = at = aligned(at);
    at += row.size;
  }
  const uint64_t block_at = aligned(sizeof(Elf64_Ehdr)), symbols_at = aligned(block_at + at);
  const Elf64_Sym symbols[] = {{}, {1, ELF64_ST_INFO(STB_GLOBAL, STT_OBJECT), STV_HIDDEN, kBlock, 0, at}};
  const uint64_t names_at = aligned(symbols_at + sizeof symbols), section_names_at = aligned(names_at + sizeof kNameText);
  const uint64_t sections_at = aligned(section_names_at + sizeof kSectionNameText);
  const Elf64_Shdr sections[kSections] = {{},
                                          section(kBlock, SHT_PROGBITS, SHF_ALLOC, block_at, at),
                                          section(kSymbols, SHT_SYMTAB, 0, symbols_at, sizeof symbols, kNames, 1, sizeof(Elf64_Sym)),
                                          section(kNames, SHT_STRTAB, 0, names_at, sizeof kNameText),
                                          section(kSectionNames, SHT_STRTAB, 0, section_names_at, sizeof kSectionNameText)};
  std::string error;
  {
    Writer out(object);
    Elf64_Ehdr head = header(sections_at);
    out.bytes(&head, sizeof head);
    out.padTo(block_at);
    out.bytes(&count, sizeof count);
    out.bytes(rows.data(), rows.size() * sizeof rows[0]);
    for (const Asset& asset : assets) out.bytes(asset.path.data(), asset.path.size());
    for (size_t i = 0; i < rows.size(); ++i) {
      out.padTo(block_at + rows[i].bytes);
      out.file(assets[i].path, rows[i].size);
    }
    out.padTo(symbols_at);
    out.bytes(symbols, sizeof symbols);
    out.padTo(names_at);
    out.bytes(kNameText, sizeof kNameText);
    out.padTo(section_names_at);
    out.bytes(kSectionNameText, sizeof kSectionNameText);
    out.padTo(sections_at);
    out.bytes(sections, sizeof sections);
    error = out.error;
  }
  return error;
}

}  // namespace

std::vector<std::string> findAssets(const std::vector<std::string>& patterns, const std::string& output, std::string* error) {
  std::vector<std::string> all;
  std::error_code ignored;
  std::string own = fs::weakly_canonical(output, ignored).string();
  for (const std::string& pattern : patterns) {
    std::vector<std::string> files = filesMatching(pattern, error);
    std::erase(files, own);
    if (error->empty() && files.empty()) {
      *error = "--assets '" + pattern + "' matches no file";
      if (fs::is_directory(pattern, ignored)) *error += ": '" + (fs::path(pattern) / "**").string() + "' has all that are in this folder";
    }
    if (!error->empty()) return {};
    all.insert(all.end(), files.begin(), files.end());
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

std::string writeAssets(const std::vector<std::string>& files, const std::string& object) {
  std::vector<Asset> assets;
  uint64_t total = 0;
  for (const std::string& path : files) {
    assets.push_back({path, {}});
    if (stat(path.c_str(), &assets.back().facts) != 0) return "cannot embed '" + path + "': " + std::strerror(errno);
    total += static_cast<uint64_t>(assets.back().facts.st_size);
    if (total > kMostBytes) return "cannot embed '" + path + "': all assets together may have 1 GiB, keep large files beside the executable";
  }
  return writeObject(assets, object);
}

}  // namespace kiln::driver
