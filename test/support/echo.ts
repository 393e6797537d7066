import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

let connection: Promise<Socket> | undefined;

/** A connection over loopback to a server in this process that sends back what it gets. Neither keeps the process alive. */
async function connected(): Promise<Socket> {
	const server = createServer((socket) => {
		socket.setNoDelay(true).unref();
		socket.pipe(socket);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	server.unref();
	const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
	await new Promise((resolve) => socket.once('connect', resolve));
	return socket.setNoDelay(true);
}

/** Sends a byte over loopback and waits for it to come back: what was sent before it has then been handed over by the system, too. */
export async function echo(): Promise<void> {
	const socket = await (connection ??= connected());
	socket.ref();
	const back = new Promise((resolve) => socket.once('data', resolve));
	socket.write('.');
	await back;
	socket.unref();
}
