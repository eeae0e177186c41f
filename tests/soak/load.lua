-- The mix of requests that tests/soak/run loads the service with (wrk -s).
local boundary = "----------boundary"
local upload = "--" .. boundary .. "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n" .. string.rep("x", 5000) .. "\r\n--" .. boundary .. "--\r\n"
local json = { ["Content-Type"] = "application/json" }
local count = 0
local mix = {
  function() return wrk.format("GET", "/json/" .. count .. "?a=1&b[]=2") end,
  function() return wrk.format("POST", "/json", json, '{"id":' .. count .. ',"name":"user ' .. count .. '","tags":["a","b"]}') end,
  function() return wrk.format("GET", "/files/page.html") end,
  function() return wrk.format("POST", "/form", { ["Content-Type"] = "application/x-www-form-urlencoded" }, "a=1&b[c]=" .. count) end,
  function() return wrk.format("GET", "/text", { ["Accept-Encoding"] = "gzip" }) end,
  function() return wrk.format("POST", "/json", json, '{"id":') end,
  function() return wrk.format("GET", "/throws") end,
  function() return wrk.format("GET", "/rejects") end,
  function() return wrk.format("GET", "/missing/" .. count) end,
  function() return wrk.format("POST", "/upload", { ["Content-Type"] = "multipart/form-data; boundary=" .. boundary }, upload) end,
  function() return wrk.format("POST", "/pipe", {}, string.rep("some text ", 300)) end,
  function() return wrk.format("GET", "/stream") end,
  function() return wrk.format("GET", "/later") end,
  function() return wrk.format("GET", "/files/page.html", { ["If-Modified-Since"] = "Fri, 01 Jan 2100 00:00:00 GMT" }) end,
  function() return wrk.format("GET", "/files/missing.html") end,
  function() return wrk.format("GET", "/text", { ["Accept-Encoding"] = "br", ["Connection"] = "close" }) end,
}
request = function()
  count = count + 1
  return mix[count % #mix + 1]()
end
