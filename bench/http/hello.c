// The least that a server on libuv does: it finds the ends of heads and writes one response for each.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uv.h>

static const char kResponse[] =
    "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nDate: Sun, 29 Nov 2026 00:00:00 GMT\r\n"
    "Connection: keep-alive\r\nKeep-Alive: timeout=5\r\nContent-Length: 44\r\n\r\n"
    "{\"message\":\"Hello, World!\",\"url\":\"/hello/x\"}";

typedef struct {
  uv_tcp_t stream;
  unsigned matched;  // of "\r\n\r\n"
} Connection;

static char block[65536];
static void give(uv_handle_t* handle, size_t suggested, uv_buf_t* out) {
  *out = uv_buf_init(block, sizeof block);
}
static void closed(uv_handle_t* handle) { free(handle); }
static void written(uv_write_t* request, int status) { free(request); }
static void answer(Connection* c) {
  uv_buf_t buffer = uv_buf_init((char*)kResponse, sizeof kResponse - 1);
  int sent = uv_try_write((uv_stream_t*)c, &buffer, 1);
  if (sent == (int)buffer.len) return;
  if (sent > 0) buffer = uv_buf_init(buffer.base + sent, buffer.len - (size_t)sent);
  uv_write(malloc(sizeof(uv_write_t)), (uv_stream_t*)c, &buffer, 1, written);
}
static void have(uv_stream_t* stream, ssize_t count, const uv_buf_t* buffer) {
  Connection* c = (Connection*)stream;
  if (count < 0) {
    uv_close((uv_handle_t*)stream, closed);
    return;
  }
  for (ssize_t i = 0; i < count; ++i) {
    c->matched = buffer->base[i] == "\r\n\r\n"[c->matched] ? c->matched + 1 : buffer->base[i] == '\r';
    if (c->matched < 4) continue;
    c->matched = 0;
    answer(c);
  }
}
static void connected(uv_stream_t* server, int status) {
  Connection* c = calloc(1, sizeof *c);
  uv_tcp_init(server->loop, &c->stream);
  uv_accept(server, (uv_stream_t*)c);
  uv_tcp_nodelay(&c->stream, 1);
  uv_read_start((uv_stream_t*)c, give, have);
}

int main(void) {
  uv_tcp_t server;
  struct sockaddr_in at;
  int size = sizeof at;
  uv_tcp_init(uv_default_loop(), &server);
  uv_ip4_addr("127.0.0.1", 0, &at);
  uv_tcp_bind(&server, (const struct sockaddr*)&at, 0);
  uv_listen((uv_stream_t*)&server, 511, connected);
  uv_tcp_getsockname(&server, (struct sockaddr*)&at, &size);
  printf("%d\n", (at.sin_port & 255) << 8 | at.sin_port >> 8);
  fflush(stdout);
  return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
