// The native half of node:http: parsers that read from a stream without JavaScript in between.
#include <uv.h>

#include "runtime/jobs/jobs.h"
#include "runtime/ops/error.h"
#include "stdlib/http1/characters.h"
#include "stdlib/node/http_head.h"
#include "stdlib/node/native_module.h"
#include "stdlib/node/stream_handle.h"

namespace kiln::rt {
namespace {

class HttpParser;
struct ParserObject : Object {
  HttpParser* native;  // nullptr once freed
  Value owner;         // `this` of the callbacks
  // on_head(head, method | status, url | reason, facts): 0, 1 no body, 2 another protocol follows; on_body(Buffer);
  // on_end(raw trailers | undefined); on_stop(error | undefined, Buffer): the parser takes no more, these bytes are left (or led
  // to the error)
  Value on_head, on_body, on_end, on_stop;
  Value stream;  // that is read from
};
const ClassInfo parser_class = {.name = "HTTPParser"};
Shape* parser_shape;

constexpr uint32_t kKeepAlive = 1, kUpgrade = 2, kHasHost = 4, kHasExpect = 8, kVersionShift = 8;  // facts

// What a server looks at in every request, for which no object has to be made.
uint32_t fieldFacts(const http1::Head& head) {
  uint32_t facts = 0;
  for (const http1::Field& field : head.fields) {
    if (field.name.length == 4 && http1::equalsIgnoringCase(head.view(field.name), "host")) facts |= kHasHost;
    if (field.name.length == 6 && http1::equalsIgnoringCase(head.view(field.name), "expect")) facts |= kHasExpect;
  }
  return facts;
}

String* methodAtom(http1::Method method) {
  static String* atoms[http1::kMethodCount];  // static data is scanned
  String*& atom = atoms[static_cast<size_t>(method)];
  if (atom == nullptr) atom = internAscii(http1::methodName(method));
  return atom;
}

class HttpParser final : public http1::Handler, public StreamReader {
 public:
  HttpParser(ParserObject* object, http1::Kind kind, size_t max_header_size, size_t max_fields)
      : max_fields_(max_fields), object_(addRoot(box(object), "HTTPINCOMINGMESSAGE")), kind_(kind), parser_(kind, this, max_header_size), started_(now()) {}

  // --- events of the parser, within run()
  http1::Body onHead(const http1::Head& head) override {
    head_complete_ = true;
    int32_t answer = 0;
    guarded([&] {
      Value first, second;
      if (kind_ == http1::Kind::Request) {
        first = box(methodAtom(head.method));
        second = box(newLatin1(head.view(head.target)));
      } else {
        first = Value::int32(head.status);
        second = box(newLatin1(head.view(head.reason)));
      }
      uint32_t facts = fieldFacts(head) | (head.keep_alive ? kKeepAlive : 0) | (head.upgrade ? kUpgrade : 0) |
                       static_cast<uint32_t>(head.major * 10 + head.minor) << kVersionShift;
      Value result = callWith(object()->on_head, object()->owner, box(newHttpHead(head, fieldsTaken(head, max_fields_))),
                              first, second, Value::number(facts));
      if (result.isInt32()) answer = result.asInt32();
    });
    if (answer == 2) return http1::Body::Upgrade;
    if (answer == 1) return http1::Body::None;
    return kind_ == http1::Kind::Request ? http1::Body::Stay : http1::Body::AsTold;
  }
  void onBody(const char* data, size_t length) override {
    guarded([&] { callWith(object()->on_body, object()->owner, box(newBufferOf(data, length))); });
    if (!freed_) runMicrotasks();
  }
  void onEnd(const http1::Head& trailers) override {
    // The next message begins now if its bytes are here already, else with its first.
    started_ = now();
    seen_ = true;
    head_complete_ = false;
    guarded([&] {
      Value raw = trailers.fields.empty() ? Value::undefined() : box(rawFields(trailers, fieldsTaken(trailers, max_fields_)));
      callWith(object()->on_end, object()->owner, raw);
    });
  }

  // --- events of the stream
  void onStreamRead(ssize_t count, const char* data) override {
    if (count < 0) {
      deliverRead(streamOf(object()->stream), count, data);
      return;
    }
    {
      AsyncScope scope(object_->context);
      run(data, static_cast<size_t>(count));
      // What a handler entered stays for what else comes on this connection.
      object_->context = async_context;
    }
    runMicrotasks();
    end();
  }

  // Parses; tells JavaScript when that ends before the bytes do. The caller calls end() when it is done with the parser.
  void run(const char* data, size_t length) {
    ++depth_;
    bool between = !parser_.inMessage();
    uint64_t arrived = now();
    size_t taken = failed_ || freed_ ? length : parser_.execute(data, length);
    // Empty lines before a message do not begin one: they must not keep a connection that says nothing.
    if (between && !freed_ && parser_.inMessage()) started_ = arrived;
    bool stopped = parser_.error() != http1::Error::None || parser_.upgraded();
    if (stopped && !freed_ && !failed_) {
      guarded([&] {
        bool error = parser_.error() != http1::Error::None;
        Value rest = error ? box(newBufferOf(data, length)) : box(newBufferOf(data + taken, length - taken));
        callWith(object()->on_stop, object()->owner, error ? parseError(taken) : Value::undefined(), rest);
      });
    }
    --depth_;
  }
  void end() {
    if (freed_ && depth_ == 0) delete this;
  }

  Value finish() {
    ++depth_;
    http1::Error error = failed_ ? http1::Error::None : parser_.finish();
    Value result = error == http1::Error::None ? Value::undefined() : errorValue("Parse Error", 0);
    --depth_;
    return result;
  }
  void consume(Value stream) {
    object()->stream = stream;
    streamOf(stream)->reader = this;
  }
  void unconsume() {
    // A stream that is closed has no handle any more.
    if (StreamHandle* stream = streamOf(object()->stream); stream != nullptr && stream->reader == this)
      stream->reader = nullptr;
    object()->stream = Value::undefined();
  }
  void free() {
    unconsume();
    object()->native = nullptr;
    freed_ = true;
    parser_.stop();
    dropRoot(object_);
    end();
  }
  // ms when the current message began; 0 between messages. A connection without any message counts as one that begins.
  uint64_t started() const { return seen_ && !parser_.inMessage() ? 0 : started_; }
  bool headComplete() const { return head_complete_; }

 private:
  static uint64_t now() { return uv_now(eventLoop()); }
  ParserObject* object() { return static_cast<ParserObject*>(asObject(object_->value)); }

  // Exceptions end here, as those of callbacks from libuv.
  template <typename Body>
  void guarded(Body&& body) {
    if (failed_ || freed_) return;
    try {
      body();
    } catch (Thrown&) {
      failed_ = true;
      parser_.stop();
      uncaught(pendingException(), false);
    }
  }
  Value parseError(size_t taken) {
    return errorValue(std::string("Parse Error: ") + http1::errorReason(parser_.error()), taken);
  }
  // With code, reason and how many bytes were right. At the end of a connection Node's message does not tell the reason.
  Value errorValue(const std::string& message, size_t taken) {
    const char* reason = http1::errorReason(parser_.error());
    Object* error = newError(ErrorType::Error, newUtf8(message));
    createDataProperty(error, atomKey("bytesParsed"), Value::number(static_cast<uint64_t>(taken)));
    createDataProperty(error, atomKey("code"), box(internAscii(http1::errorCode(parser_.error()))));
    createDataProperty(error, atomKey("reason"), box(newUtf8(reason)));
    return box(error);
  }

  size_t max_fields_;  // 0: any number
  Root* object_;
  http1::Kind kind_;
  http1::Parser parser_;
  uint64_t started_;
  int depth_ = 0;
  bool freed_ = false, failed_ = false, head_complete_ = false, seen_ = false;
};

HttpParser* parserOf(Value v) {
  if (!isObject(v) || asObject(v)->shape->class_info != &parser_class) return nullptr;
  return static_cast<ParserObject*>(asObject(v))->native;
}

// new HTTPParser(isRequest, maxHeaderSize, owner, onHead, onBody, onEnd, onStop, maxHeaders)
Value constructParser(Args& args) {
  if (!args.isConstruct()) throwTypeError("Illegal constructor");
  auto* object = static_cast<ParserObject*>(newNativeObject(sizeof(ParserObject), parser_shape));
  object->owner = args[2];
  object->on_head = args[3];
  object->on_body = args[4];
  object->on_end = args[5];
  object->on_stop = args[6];
  object->stream = Value::undefined();
  object->native = new HttpParser(object, args[0].isTrue() ? http1::Kind::Request : http1::Kind::Response,
                                  static_cast<size_t>(toNumber(args[1])), static_cast<size_t>(std::max(0.0, toNumber(args[7]))));
  return box(object);
}
// execute(Buffer): for streams that are not native
Value execute(Args& args) {
  HttpParser* parser = parserOf(args.this_value);
  Bytes bytes{};
  if (parser == nullptr || !bytesOfView(args[0], &bytes)) return Value::undefined();
  parser->run(reinterpret_cast<const char*>(bytes.data), bytes.length);
  parser->end();
  return Value::undefined();
}
// finish(): the error, or undefined
Value finish(Args& args) {
  HttpParser* parser = parserOf(args.this_value);
  return parser == nullptr ? Value::undefined() : parser->finish();
}
// consume(TCP | Pipe): reads from it until unconsume()
Value consume(Args& args) {
  HttpParser* parser = parserOf(args.this_value);
  if (parser == nullptr || streamOf(args[0]) == nullptr) return Value::boolean(false);
  parser->consume(args[0]);
  return Value::boolean(true);
}
Value unconsume(Args& args) {
  if (HttpParser* parser = parserOf(args.this_value)) parser->unconsume();
  return Value::undefined();
}
Value freeParser(Args& args) {
  if (HttpParser* parser = parserOf(args.this_value)) parser->free();
  return Value::undefined();
}
Value started(Args& args) {
  HttpParser* parser = parserOf(args.this_value);
  return parser == nullptr ? Value::int32(0) : Value::number(parser->started());
}
Value headComplete(Args& args) {
  HttpParser* parser = parserOf(args.this_value);
  return Value::boolean(parser != nullptr && parser->headComplete());
}

// waitingTicks(): 0 or 1 tick and nothing else waits to run; -1: more does, or somebody would see it
Value waitingTicks(Args&) {
  Waiting waiting = waitingJobs();
  return Value::int32(waiting == Waiting::More ? -1 : waiting == Waiting::OneTick);
}
const NativeMethod kFunctions[] = {{"waitingTicks", KILN_NATIVE(waitingTicks), 0}};

const NativeMethod kParserMethods[] = {
    {"execute", KILN_NATIVE(execute), 1},     {"finish", KILN_NATIVE(finish), 0},
    {"consume", KILN_NATIVE(consume), 1},     {"unconsume", KILN_NATIVE(unconsume), 0},
    {"free", KILN_NATIVE(freeParser), 0},
};

}  // namespace

void fillHttpNative(Object* exports) {
  Object* prototype = newObjectWithPrototype(realm().object_prototype);
  defineMethods(prototype, kParserMethods);
  defineGetter(prototype, "started", KILN_NATIVE(started));
  defineGetter(prototype, "headComplete", KILN_NATIVE(headComplete));
  Function* constructor = defineConstructor("HTTPParser", KILN_NATIVE(constructParser), 8, prototype, false);
  parser_shape = newRootShape(CellKind::Host, ElementsKind::None, 0, 0, prototype, &parser_class);
  createDataProperty(exports, atomKey("HTTPParser"), box(constructor));
  defineMethods(exports, kFunctions);
  defineHeadFunctions(exports);
  defineOutgoingFunctions(exports);
  Object* methods = newArray(0);
  for (size_t i = 0; i < http1::kHttpMethods; ++i)
    arrayPush(methods, box(methodAtom(static_cast<http1::Method>(i))));
  createDataProperty(exports, atomKey("methods"), box(methods));
}

}  // namespace kiln::rt

KILN_NATIVE_MODULE_AT(internal_http_native, "internal/http_native", ::kiln::rt::fillHttpNative)
