// Questions to name servers (dns.resolve*): c-ares asks, libuv waits for its sockets.
#include <ares.h>
#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <netdb.h>
#include <uv.h>

#include <memory>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "runtime/loop/loop.h"
#include "runtime/ops/error.h"
#include "stdlib/node/dns_answer.h"
#include "stdlib/node/native_module.h"

namespace kiln::rt {
namespace {

struct Channel;
struct ChannelObject : Object {
  Channel* native;
};
const ClassInfo channel_class = {.name = "ChannelWrap"};
Shape* channel_shape;
std::unordered_set<ChannelObject*> channels;

// A socket of c-ares that libuv watches; it lives until libuv has closed it.
struct Watch {
  uv_poll_t poll;
  Channel* channel;
  ares_socket_t socket;
};

struct Channel {
  ares_channel channel = nullptr;
  uv_timer_t* timer = nullptr;  // there are open questions
  uint64_t timeout = 0;         // ms; 0: c-ares' own
  std::unordered_map<ares_socket_t, Watch*> watches;
  size_t open_questions = 0;
};

void onReady(uv_poll_t* poll, int status, int events) {
  auto* watch = static_cast<Watch*>(poll->data);
  Channel* channel = watch->channel;
  if (channel->timer != nullptr) uv_timer_again(channel->timer);
  ares_socket_t socket = watch->socket;
  if (status < 0) {
    // An error of the socket: c-ares finds it out by using it.
    ares_process_fd(channel->channel, socket, socket);
    return;
  }
  ares_process_fd(channel->channel, events & UV_READABLE ? socket : ARES_SOCKET_BAD,
                  events & UV_WRITABLE ? socket : ARES_SOCKET_BAD);
}

void closeWatch(Watch* watch) {
  uv_close(reinterpret_cast<uv_handle_t*>(&watch->poll), [](uv_handle_t* handle) { delete static_cast<Watch*>(handle->data); });
}
void stopTimer(Channel* channel) {
  if (channel->timer == nullptr) return;
  uv_close(reinterpret_cast<uv_handle_t*>(std::exchange(channel->timer, nullptr)),
           [](uv_handle_t* handle) { delete reinterpret_cast<uv_timer_t*>(handle); });
}
void startTimer(Channel* channel) {
  if (channel->timer != nullptr) return;
  channel->timer = new uv_timer_t;
  uv_timer_init(eventLoop(), channel->timer);
  channel->timer->data = channel;
  uint64_t period = channel->timeout == 0 || channel->timeout > 1000 ? 1000 : channel->timeout;
  uv_timer_start(channel->timer, [](uv_timer_t* timer) {
    ares_process_fd(static_cast<Channel*>(timer->data)->channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
  }, period, period);
}

// c-ares has a socket to read or write, or to forget.
void onSocketState(void* data, ares_socket_t socket, int readable, int writable) {
  auto* channel = static_cast<Channel*>(data);
  auto found = channel->watches.find(socket);
  if (!readable && !writable) {
    if (found == channel->watches.end()) return;
    closeWatch(found->second);
    channel->watches.erase(found);
    return;
  }
  if (found == channel->watches.end()) {
    auto* watch = new Watch{{}, channel, socket};
    watch->poll.data = watch;
    if (uv_poll_init_socket(eventLoop(), &watch->poll, socket) != 0) {
      delete watch;
      return;
    }
    found = channel->watches.emplace(socket, watch).first;
  }
  uv_poll_start(&found->second->poll, (readable ? UV_READABLE : 0) | (writable ? UV_WRITABLE : 0), onReady);
}

// An open question keeps its channel.
struct Question {
  Channel* channel;
  Root* done;
  Root* owner;
  int type;  // 0: a name for an address
};
// Answers are told in the check phase, even those that c-ares knew at once.
struct Answer {
  Root *done, *owner;
  int status, type;
  std::string bytes;
};
std::vector<Answer> answers;

void tellAnswers() {
  for (Answer& answer : std::exchange(answers, {})) {
    AsyncContext* context = answer.done->context;
    Value done = dropRoot(answer.done);
    asCallback(context, [&] {
      Value records = Value::undefined();
      int status = answer.status;
      if (status == ARES_SUCCESS) status = readDnsAnswer(answer.bytes, answer.type, &records);
      callWith(done, Value::undefined(), status == ARES_SUCCESS ? Value::null() : box(internAscii(dnsErrorName(status))), records);
    });
    dropRoot(answer.owner);
  }
}
void onAnswer(void* data, int status, std::string bytes) {
  std::unique_ptr<Question> question(static_cast<Question*>(data));
  if (--question->channel->open_questions == 0) stopTimer(question->channel);
  if (answers.empty()) addLoopTask(tellAnswers);
  answers.push_back({question->done, question->owner, status, question->type, std::move(bytes)});
}

void freeDead() {
  std::erase_if(channels, [](ChannelObject* object) {
    if (isMarked(object)) return false;
    ares_destroy(object->native->channel);  // nothing is open: questions keep it
    delete object->native;
    return true;
  });
}

Channel* thisChannel(Args& args) {
  if (!isObject(args.this_value) || asObject(args.this_value)->shape->class_info != &channel_class)
    throwTypeError("Illegal invocation");
  return static_cast<ChannelObject*>(asObject(args.this_value))->native;
}

// new ChannelWrap(timeout in ms or -1, tries)
Value construct(Args& args) {
  if (!args.isConstruct()) throwTypeError("Illegal constructor");
  int timeout = toInt32(args[0]);
  auto* channel = new Channel;
  ares_options options{};
  options.flags = ARES_FLAG_NOCHECKRESP;
  options.sock_state_cb = onSocketState;
  options.sock_state_cb_data = channel;
  options.tries = toInt32(args[1]);
  int mask = ARES_OPT_FLAGS | ARES_OPT_SOCK_STATE_CB | ARES_OPT_TRIES;
  if (timeout > 0) {
    channel->timeout = static_cast<uint64_t>(timeout);
    options.timeout = timeout;
    mask |= ARES_OPT_TIMEOUTMS;
  }
  if (int status = ares_init_options(&channel->channel, &options, mask); status != ARES_SUCCESS) {
    delete channel;
    throwError(ErrorType::Error, "%s", ares_strerror(status));
  }
  auto* object = static_cast<ChannelObject*>(newNativeObject(sizeof(ChannelObject), channel_shape));
  object->native = channel;
  channels.insert(object);
  return box(object);
}

Question* ask(Args& args, int type, Value done) {
  Channel* channel = thisChannel(args);
  startTimer(channel);
  ++channel->open_questions;
  return new Question{channel, addRoot(done, "QUERYWRAP"), addRoot(args.this_value, "DNSCHANNEL"), type};
}
// query(name, type's number, done(error code | null, records))
Value query(Args& args) {
  std::string name = toUtf8(args[0]);
  int type = toInt32(args[1]);
  Question* question = ask(args, type, args[2]);
  ares_query(question->channel->channel, name.c_str(), ns_c_in, type,
             [](void* data, int status, int, unsigned char* bytes, int length) {
               onAnswer(data, status, status == ARES_SUCCESS ? std::string(reinterpret_cast<char*>(bytes), static_cast<size_t>(length)) : "");
             },
             question);
  return Value::undefined();
}
// reverse(address, done): false when it is none
Value reverse(Args& args) {
  std::string address = toUtf8(args[0]);
  unsigned char bytes[16];
  int family = AF_INET, length = 4;
  if (uv_inet_pton(AF_INET, address.c_str(), bytes) != 0) {
    if (uv_inet_pton(AF_INET6, address.c_str(), bytes) != 0) return Value::boolean(false);
    family = AF_INET6;
    length = 16;
  }
  Question* question = ask(args, 0, args[1]);
  ares_gethostbyaddr(question->channel->channel, bytes, length, family,
                     [](void* data, int status, int, hostent* host) {
                       std::string names;
                       if (status == ARES_SUCCESS) {
                         names = std::string(host->h_name) + '\0';
                         for (char** alias = host->h_aliases; *alias != nullptr; ++alias) {
                           if (names != std::string(*alias) + '\0') names += std::string(*alias) + '\0';
                         }
                       }
                       onAnswer(data, status, names);
                     },
                     question);
  return Value::boolean(true);
}
Value cancel(Args& args) {
  ares_cancel(thisChannel(args)->channel);
  return Value::undefined();
}

// getServers(): [address, port, address, port …]
Value getServers(Args& args) {
  Object* list = newArray(0);
  ares_addr_port_node* servers = nullptr;
  if (ares_get_servers_ports(thisChannel(args)->channel, &servers) != ARES_SUCCESS) return box(list);
  for (ares_addr_port_node* server = servers; server != nullptr; server = server->next) {
    char name[INET6_ADDRSTRLEN] = "";
    uv_inet_ntop(server->family, &server->addr, name, sizeof name);
    arrayPush(list, box(newUtf8(name)));
    arrayPush(list, Value::int32(server->udp_port));
  }
  ares_free_data(servers);
  return box(list);
}
// setServers([address, port …]): whether there are no open questions
Value setServers(Args& args) {
  Channel* channel = thisChannel(args);
  if (channel->open_questions != 0) return Value::boolean(false);
  Object* list = asObject(args[0]);
  std::vector<ares_addr_port_node> nodes(arrayLength(list) / 2);
  for (size_t i = 0; i < nodes.size(); ++i) {
    ares_addr_port_node& node = nodes[i];
    std::string address = toUtf8(list->elements->data[2 * i]);
    node.family = uv_inet_pton(AF_INET, address.c_str(), &node.addr) == 0 ? AF_INET : AF_INET6;
    if (node.family == AF_INET6) uv_inet_pton(AF_INET6, address.c_str(), &node.addr);
    node.udp_port = node.tcp_port = toInt32(list->elements->data[2 * i + 1]);
    node.next = i + 1 < nodes.size() ? &nodes[i + 1] : nullptr;
  }
  ares_set_servers_ports(channel->channel, nodes.empty() ? nullptr : nodes.data());
  return Value::boolean(true);
}
// setLocalAddress(IPv4, IPv6): whether they are addresses
Value setLocalAddress(Args& args) {
  ares_channel channel = thisChannel(args)->channel;
  in_addr four{};
  unsigned char six[16] = {};
  for (uint32_t i = 0; i < 2; ++i) {
    if (args[i].isUndefined()) continue;
    std::string address = toUtf8(args[i]);
    if (uv_inet_pton(AF_INET, address.c_str(), &four) != 0 && uv_inet_pton(AF_INET6, address.c_str(), six) != 0)
      return Value::boolean(false);
  }
  ares_set_local_ip4(channel, ntohl(four.s_addr));
  ares_set_local_ip6(channel, six);
  return Value::boolean(true);
}

const NativeMethod kMethods[] = {
    {"query", KILN_NATIVE(query), 3},           {"reverse", KILN_NATIVE(reverse), 2},
    {"cancel", KILN_NATIVE(cancel), 0},         {"getServers", KILN_NATIVE(getServers), 0},
    {"setServers", KILN_NATIVE(setServers), 1}, {"setLocalAddress", KILN_NATIVE(setLocalAddress), 2},
};

}  // namespace

void fillDnsChannel(Object* exports) {
  addWeakHook(freeDead);
  Object* prototype = newObjectWithPrototype(realm().object_prototype);
  defineMethods(prototype, kMethods);
  Function* constructor = defineConstructor("ChannelWrap", KILN_NATIVE(construct), 2, prototype, false);
  channel_shape = newRootShape(CellKind::Host, ElementsKind::None, 0, 0, prototype, &channel_class);
  createDataProperty(exports, atomKey("ChannelWrap"), box(constructor));
}

}  // namespace kiln::rt

KILN_NATIVE_MODULE_AT(internal_dns_channel, "internal/dns_channel", ::kiln::rt::fillDnsChannel)
