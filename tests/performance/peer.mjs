// What a user would pick instead: Node with `ws`, a loop over the room. `node peer.mjs PORT WS_MODULE` serves on loopback.
const [port, module] = process.argv.slice(2);
const { WebSocketServer } = await import(module);
const rooms = new Map();
const server = new WebSocketServer({ host: "127.0.0.1", port: Number(port), perMessageDeflate: false, backlog: 4096 });
server.on("connection", (socket, request) => {
  const room = rooms.get(request.url) ?? new Set();
  rooms.set(request.url, room.add(socket));
  socket.on("message", (data, isBinary) => {
    for (const other of room) other.send(data, { binary: isBinary });
  });
  socket.on("close", () => room.delete(socket));
  socket.on("error", () => room.delete(socket));
});
