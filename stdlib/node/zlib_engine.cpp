// deflate, inflate and their wrappings, by zlib.
#include <zlib.h>

#include "stdlib/node/compression_engine.h"

namespace kiln::rt {
namespace {

constexpr uint8_t kGzipMagic[] = {0x1f, 0x8b};

class ZlibEngine : public CompressionEngine {
 public:
  explicit ZlibEngine(ZlibParameters parameters) : p_(std::move(parameters)) {
    switch (p_.mode) {
      case CompressionMode::Gzip:
      case CompressionMode::Gunzip:
        p_.window_bits += 16;
        break;
      case CompressionMode::Unzip:
        p_.window_bits += 32;
        break;
      case CompressionMode::DeflateRaw:
      case CompressionMode::InflateRaw:
        p_.window_bits = -p_.window_bits;
        break;
      case CompressionMode::Deflate:
      case CompressionMode::Inflate:
      case CompressionMode::BrotliDecode:
      case CompressionMode::BrotliEncode:
        break;
    }
  }
  ~ZlibEngine() override {
    if (!started_) return;
    compresses() ? deflateEnd(&stream_) : inflateEnd(&stream_);
  }

  void run(CompressionStep* step) override {
    if (!start()) return;
    stream_.next_in = const_cast<uint8_t*>(step->input);
    stream_.avail_in = step->input_left;
    stream_.next_out = step->output;
    stream_.avail_out = step->output_left;
    compresses() ? void(status_ = deflate(&stream_, step->flush)) : expand(step->flush);
    step->input_left = stream_.avail_in;
    step->output_left = stream_.avail_out;
  }

  CompressionError errorAfter(const CompressionStep& step) const override {
    if (!failure_.empty()) return error(failure_.c_str());
    switch (status_) {
      case Z_OK:
      case Z_BUF_ERROR:
        if (step.output_left != 0 && step.flush == Z_FINISH) return error("unexpected end of file");
        return {};
      case Z_STREAM_END:
        return {};
      case Z_NEED_DICT:
        return error(p_.dictionary.empty() ? "Missing dictionary" : "Bad dictionary");
      default:
        return error("Zlib error");
    }
  }

  CompressionError reset() override {
    if (!start()) return error("Failed to init stream before reset");
    resetStream();
    return status_ == Z_OK ? CompressionError{} : error("Failed to reset stream");
  }

  CompressionError setParameters(int level, int strategy) override {
    if (!start()) return error("Failed to init stream before set parameters");
    status_ = compresses() ? deflateParams(&stream_, level, strategy) : Z_OK;
    if (status_ == Z_OK || status_ == Z_BUF_ERROR) return {};
    return error("Failed to set parameters");
  }

 private:
  bool compresses() const {
    return p_.mode == CompressionMode::Deflate || p_.mode == CompressionMode::Gzip ||
           p_.mode == CompressionMode::DeflateRaw;
  }

  // The stream is made by the first call that needs it.
  bool start() {
    if (started_) return failure_.empty();
    status_ = compresses() ? deflateInit2(&stream_, p_.level, Z_DEFLATED, p_.window_bits, p_.memory_level, p_.strategy)
                           : inflateInit2(&stream_, p_.window_bits);
    if (status_ != Z_OK) {
      failure_ = "Init error";
      return false;
    }
    started_ = true;
    setDictionary();
    return failure_.empty();
  }
  void setDictionary() {
    if (p_.dictionary.empty()) return;
    auto size = static_cast<uInt>(p_.dictionary.size());
    if (compresses())
      status_ = deflateSetDictionary(&stream_, p_.dictionary.data(), size);
    else if (p_.mode == CompressionMode::InflateRaw)
      status_ = inflateSetDictionary(&stream_, p_.dictionary.data(), size);
    if (status_ != Z_OK) failure_ = "Failed to set dictionary";
  }
  void resetStream() {
    status_ = compresses() ? deflateReset(&stream_) : inflateReset(&stream_);
    if (status_ == Z_OK) setDictionary();
  }

  // What Unzip gets tells by its first two bytes, which may come one by one, whether it is gzip.
  void detect() {
    const uint8_t* next = stream_.avail_in > 0 ? stream_.next_in : nullptr;
    if (magic_read_ == 0) {
      if (next == nullptr) return;
      if (*next != kGzipMagic[0]) {
        p_.mode = CompressionMode::Inflate;
        return;
      }
      magic_read_ = 1;
      next = stream_.avail_in > 1 ? next + 1 : nullptr;
    }
    if (next == nullptr) return;
    p_.mode = *next == kGzipMagic[1] ? CompressionMode::Gunzip : CompressionMode::Inflate;
  }

  void expand(int flush) {
    if (p_.mode == CompressionMode::Unzip) detect();
    status_ = inflate(&stream_, flush);
    if (p_.mode != CompressionMode::InflateRaw && status_ == Z_NEED_DICT && !p_.dictionary.empty()) {
      status_ = inflateSetDictionary(&stream_, p_.dictionary.data(), static_cast<uInt>(p_.dictionary.size()));
      if (status_ == Z_OK)
        status_ = inflate(&stream_, flush);
      else if (status_ == Z_DATA_ERROR)
        status_ = Z_NEED_DICT;
    }
    // Members of gzip that follow each other are one content; zeros behind them are padding.
    while (stream_.avail_in > 0 && p_.mode == CompressionMode::Gunzip && status_ == Z_STREAM_END &&
           stream_.next_in[0] != 0) {
      resetStream();
      status_ = inflate(&stream_, flush);
    }
  }

  CompressionError error(const char* message) const {
    return {stream_.msg != nullptr ? stream_.msg : message, status_, nameOf(status_)};
  }
  static const char* nameOf(int status) {
    switch (status) {
#define KILN_ZLIB_STATUS(name) \
  case name:                   \
    return #name;
      KILN_ZLIB_STATUS(Z_OK)
      KILN_ZLIB_STATUS(Z_STREAM_END)
      KILN_ZLIB_STATUS(Z_NEED_DICT)
      KILN_ZLIB_STATUS(Z_ERRNO)
      KILN_ZLIB_STATUS(Z_STREAM_ERROR)
      KILN_ZLIB_STATUS(Z_DATA_ERROR)
      KILN_ZLIB_STATUS(Z_MEM_ERROR)
      KILN_ZLIB_STATUS(Z_BUF_ERROR)
      KILN_ZLIB_STATUS(Z_VERSION_ERROR)
#undef KILN_ZLIB_STATUS
    }
    return "Z_UNKNOWN_ERROR";
  }

  ZlibParameters p_;
  z_stream stream_{};
  int status_ = Z_OK;
  int magic_read_ = 0;
  bool started_ = false;
  std::string failure_;
};

}  // namespace

std::unique_ptr<CompressionEngine> newZlibEngine(ZlibParameters parameters) {
  return std::make_unique<ZlibEngine>(std::move(parameters));
}

uint32_t crc32Of(uint32_t start, const uint8_t* data, size_t length) {
  return static_cast<uint32_t>(crc32_z(start, data, length));
}

}  // namespace kiln::rt
