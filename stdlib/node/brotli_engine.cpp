// Brotli, by Google's library.
#include <brotli/decode.h>
#include <brotli/encode.h>
#include <zlib.h>

#include "stdlib/node/compression_engine.h"

namespace kiln::rt {
namespace {

constexpr uint32_t kAbsent = 0xffffffff;

class Encoder : public CompressionEngine {
 public:
  explicit Encoder(std::vector<uint32_t> parameters) : parameters_(std::move(parameters)) { make(); }
  ~Encoder() override { BrotliEncoderDestroyInstance(state_); }
  bool works() const { return works_; }

  void run(CompressionStep* step) override {
    size_t input_left = step->input_left, output_left = step->output_left;
    const uint8_t* input = step->input;
    uint8_t* output = step->output;
    works_ = BrotliEncoderCompressStream(state_, static_cast<BrotliEncoderOperation>(step->flush), &input_left,
                                         &input, &output_left, &output, nullptr) == BROTLI_TRUE;
    step->input_left = static_cast<uint32_t>(input_left);
    step->output_left = static_cast<uint32_t>(output_left);
  }
  CompressionError errorAfter(const CompressionStep&) const override {
    if (works_) return {};
    return {"Compression failed", -1, "ERR_BROTLI_COMPRESSION_FAILED"};
  }
  CompressionError reset() override {
    BrotliEncoderDestroyInstance(state_);
    make();
    return {};
  }
  CompressionError setParameters(int, int) override { return {}; }

 private:
  void make() {
    state_ = BrotliEncoderCreateInstance(nullptr, nullptr, nullptr);
    works_ = true;
    for (size_t i = 0; i < parameters_.size(); ++i) {
      if (parameters_[i] != kAbsent &&
          BrotliEncoderSetParameter(state_, static_cast<BrotliEncoderParameter>(i), parameters_[i]) != BROTLI_TRUE)
        works_ = false;
    }
  }
  std::vector<uint32_t> parameters_;
  BrotliEncoderState* state_;
  bool works_;
};

class Decoder : public CompressionEngine {
 public:
  explicit Decoder(std::vector<uint32_t> parameters) : parameters_(std::move(parameters)) { make(); }
  ~Decoder() override { BrotliDecoderDestroyInstance(state_); }
  bool works() const { return works_; }

  void run(CompressionStep* step) override {
    size_t input_left = step->input_left, output_left = step->output_left;
    const uint8_t* input = step->input;
    uint8_t* output = step->output;
    result_ = BrotliDecoderDecompressStream(state_, &input_left, &input, &output_left, &output, nullptr);
    step->input_left = static_cast<uint32_t>(input_left);
    step->output_left = static_cast<uint32_t>(output_left);
  }
  CompressionError errorAfter(const CompressionStep& step) const override {
    if (result_ == BROTLI_DECODER_RESULT_ERROR) {
      BrotliDecoderErrorCode code = BrotliDecoderGetErrorCode(state_);
      return {"Decompression failed", static_cast<int>(code), "ERR_" + nameOf(code)};
    }
    if (step.flush == BROTLI_OPERATION_FINISH && result_ == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT)
      return {"unexpected end of file", Z_BUF_ERROR, "Z_BUF_ERROR"};
    return {};
  }
  CompressionError reset() override {
    BrotliDecoderDestroyInstance(state_);
    make();
    return {};
  }
  CompressionError setParameters(int, int) override { return {}; }

 private:
  void make() {
    state_ = BrotliDecoderCreateInstance(nullptr, nullptr, nullptr);
    result_ = BROTLI_DECODER_RESULT_SUCCESS;
    works_ = true;
    for (size_t i = 0; i < parameters_.size(); ++i) {
      if (parameters_[i] != kAbsent &&
          BrotliDecoderSetParameter(state_, static_cast<BrotliDecoderParameter>(i), parameters_[i]) != BROTLI_TRUE)
        works_ = false;
    }
  }
  // With its group, as later versions of the library name it.
  static std::string nameOf(BrotliDecoderErrorCode code) {
    int n = static_cast<int>(code);
    const char* group = n <= -31 ? "_ERROR_" : n <= -21 ? "_ERROR_ALLOC_" : n <= -18 ? "_ERROR_" : "_ERROR_FORMAT_";
    return group + std::string(BrotliDecoderErrorString(code));
  }
  std::vector<uint32_t> parameters_;
  BrotliDecoderState* state_;
  BrotliDecoderResult result_;
  bool works_;
};

template <typename Engine>
std::unique_ptr<CompressionEngine> make(const std::vector<uint32_t>& parameters) {
  auto engine = std::make_unique<Engine>(parameters);
  if (!engine->works()) return nullptr;
  return engine;
}

}  // namespace

std::unique_ptr<CompressionEngine> newBrotliEngine(CompressionMode mode, const std::vector<uint32_t>& parameters) {
  return mode == CompressionMode::BrotliEncode ? make<Encoder>(parameters) : make<Decoder>(parameters);
}

}  // namespace kiln::rt
