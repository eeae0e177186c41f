// Work of node:crypto on libuv's pool.
#include <openssl/err.h>
#include <uv.h>

#include "runtime/loop/loop.h"
#include "stdlib/node/crypto_key.h"

namespace kiln::rt {
namespace {

struct CryptoJob {
  uv_work_t worker{};
  std::function<void()> work;
  std::function<Value()> result;
  Root* callback = nullptr;
};

void finish(uv_work_t* worker, int) {
  std::unique_ptr<CryptoJob> job(static_cast<CryptoJob*>(worker->data));
  AsyncContext* context = job->callback->context;
  Value callback = dropRoot(job->callback);
  asCallback(context, [&] {
    Value result;
    try {
      result = job->result();
    } catch (Thrown&) {
      Value error = pendingException();
      callWith(callback, Value::undefined(), error);
      return;
    }
    if (isArray(result) && asObject(result)->shape->class_info == nullptr) {
      // Several results, as the pair of generateKeyPair.
      Elements* elements = asObject(result)->elements;
      ArgumentBuffer argv(elements->length + 1);
      argv[0] = Value::null();
      std::copy(elements->data, elements->data + elements->length, argv.data() + 1);
      call(callback, Value::undefined(), elements->length + 1, argv.data());
      return;
    }
    callWith(callback, Value::undefined(), Value::null(), result);
  });
}

}  // namespace

Value runCryptoJob(Value callback, const char* type, std::function<void()> work, std::function<Value()> result) {
  if (callback.isUndefined() || callback.isEmpty()) {
    work();
    return result();
  }
  auto* job = new CryptoJob{{}, std::move(work), std::move(result), addRoot(callback, type)};
  job->worker.data = job;
  uv_queue_work(
      eventLoop(), &job->worker,
      [](uv_work_t* worker) {
        static_cast<CryptoJob*>(worker->data)->work();
        // Errors are of a thread; what matters is in the job.
        ERR_clear_error();
      },
      finish);
  return Value::undefined();
}

std::string bytesOf(Value v) {
  if (isString(v)) return encodeString(asString(v), Encoding::Utf8);
  ByteSpan span;
  if (!byteSpanOf(v, true, &span)) throwInvalidArgType("data", kStringOrBuffer, v);
  return {reinterpret_cast<const char*>(span.data), span.length};
}
BioPointer bioOf(const std::string& bytes) {
  return BioPointer(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
}
Value newBytes(const std::string& bytes) {
  return box(newBufferOf(bytes.data(), bytes.size()));
}

const EVP_MD* digestByName(const std::string& name) {
  const EVP_MD* digest = EVP_get_digestbyname(name.c_str());
  if (digest == nullptr)
    throwWithCode(ErrorType::TypeError, "ERR_CRYPTO_INVALID_DIGEST", "Invalid digest: " + name);
  return digest;
}

}  // namespace kiln::rt
