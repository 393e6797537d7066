const hooks = require('node:async_hooks');
const { readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { dirname, join } = require('node:path');
const { constants, createContext, Script } = require('node:vm');
const { TestEnvironment } = require('jest-environment-node');

/** By file: what was compiled in this process, which jest would compile anew for every file of tests. */
const compiled = new Map();

/** What tests share with Node itself. */
const OF_NODE = new Set(['ArrayBuffer', 'Uint8Array', 'Buffer', 'process']);

function scriptOf(file) {
	const known = compiled.get(file);
	if (known) return known;
	const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'utf8')}\n})`;
	// For each file of tests jest looks for a source map in what an error's stack names, except behind a scheme.
	const script = new Script(source, { filename: `n8n:${file}` });
	compiled.set(file, script);
	return script;
}

/** Puts what one global object has into another; what Node makes at the first look stays to be made then. */
function take(from, to, name) {
	const { get, enumerable, ...descriptor } = Object.getOwnPropertyDescriptor(from, name);
	if (!get || !descriptor.configurable) return void Object.defineProperty(to, name, Object.getOwnPropertyDescriptor(from, name));
	const set = (value) => void Object.defineProperty(to, name, { value, enumerable, configurable: true, writable: true });
	Object.defineProperty(to, name, {
		get() {
			set(from[name]);
			return to[name];
		},
		set,
		enumerable,
		configurable: true,
	});
}

/**
 * Counts the storages that are made from now on, as jest makes one for each file of tests. The Node that runs tests first
 * has every promise ask each storage that was ever used, until it is told that the storage is not used any more.
 *
 * @returns {() => void} what ends their use
 */
function countStorages() {
	const { AsyncLocalStorage } = hooks;
	const made = [];
	hooks.AsyncLocalStorage = class extends AsyncLocalStorage {
		constructor(...args) {
			super(...args);
			made.push(this);
		}
	};
	return () => {
		hooks.AsyncLocalStorage = AsyncLocalStorage;
		for (const storage of made) storage.disable();
	};
}

/** Node as jest gives it to tests, with n8n's engine beside it: one for each file of tests, whatever becomes of its modules. */
module.exports = class extends TestEnvironment {
	#engine;
	#endStorages = countStorages();
	/** Files of tests run one after the other in a process. */
	#userFolder = join(tmpdir(), `n8n-nodes-nex-${process.pid}`);

	constructor(config, context) {
		super(config, context);
		this.#makePlain(config.projectConfig);
		const { engine } = config.projectConfig.testEnvironmentOptions;
		this.global.process.env.N8N_USER_FOLDER = this.#userFolder;
		this.global.n8nEngine = (require) => (this.#engine ??= this.#load(engine, require));
	}

	/** Puts an ordinary global object in the place of jest's, every look at which goes through an interceptor. */
	#makePlain(config) {
		const plain = createContext(constants.DONT_CONTEXTIFY);
		for (const name of Reflect.ownKeys(this.global)) if (!(name in plain) || OF_NODE.has(name)) take(this.global, plain, name);
		plain.global = plain;
		plain.Error.stackTraceLimit = this.global.Error.stackTraceLimit;
		this.context = plain;
		this.global = plain;
		this.moduleMocker = new this.moduleMocker.constructor(plain);
		this.fakeTimers = null;
		this.fakeTimersModern = new this.fakeTimersModern.constructor({ config, global: plain });
	}

	#load(file, require) {
		const module = { exports: {} };
		scriptOf(file).runInContext(this.context).call(module.exports, module.exports, require, module, file, dirname(file));
		return module.exports;
	}

	async teardown() {
		this.#engine = undefined;
		rmSync(this.#userFolder, { recursive: true, force: true });
		await super.teardown();
		this.#endStorages();
	}
};
