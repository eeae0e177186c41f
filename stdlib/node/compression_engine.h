// What compresses and expands for node:zlib. No JavaScript, no collected memory: engines run on any thread.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace kiln::rt {

// Node's numbers.
enum class CompressionMode { Deflate = 1, Inflate, Gzip, Gunzip, DeflateRaw, InflateRaw, Unzip, BrotliDecode, BrotliEncode };

// One call: input and output are used up as far as possible.
struct CompressionStep {
  int flush;
  const uint8_t* input;
  uint8_t* output;
  uint32_t input_left, output_left;  // bytes
};
struct CompressionError {
  std::string message;  // "": none
  int number = 0;
  std::string code;
};

class CompressionEngine {
 public:
  virtual ~CompressionEngine() = default;
  virtual void run(CompressionStep* step) = 0;
  virtual CompressionError errorAfter(const CompressionStep& step) const = 0;
  virtual CompressionError reset() = 0;
  virtual CompressionError setParameters(int level, int strategy) = 0;
};

struct ZlibParameters {
  CompressionMode mode;
  int window_bits, level, memory_level, strategy;
  std::vector<uint8_t> dictionary;
};
std::unique_ptr<CompressionEngine> newZlibEngine(ZlibParameters parameters);
// `parameters` by number, 2^32 - 1: the default; null when one is refused.
std::unique_ptr<CompressionEngine> newBrotliEngine(CompressionMode mode, const std::vector<uint32_t>& parameters);
uint32_t crc32Of(uint32_t start, const uint8_t* data, size_t length);

}  // namespace kiln::rt
