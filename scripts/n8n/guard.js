// Loaded into n8n before n8n itself: whoever started it holds the other end of this channel, so its end means that the
// starter is gone, even by a kill that left it no chance to stop n8n.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
