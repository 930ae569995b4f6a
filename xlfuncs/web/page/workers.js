// The payload, unpacked once, and the workers that run Python: one a core at most, replaced where one is lost.
async function part(name) {
  const holder = $("part-" + name), text = holder.textContent;
  holder.remove(); // megabytes of text that nobody needs any more
  const binary = atob(text), bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
}

let payload;
async function unpacked() {
  const [wasm, stdlib, site, code, lock, image] = await Promise.all(
    ["wasm", "stdlib", "site", "code", "lock", "image"].map((name) => ($("part-" + name) ? part(name) : null)),
  );
  progress(30);
  const module = await WebAssembly.compile(wasm);
  progress(50);
  const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  return { url, sent: { module, stdlib, site, lock: new TextDecoder().decode(lock), image } };
}

class PythonWorker {
  constructor(url) {
    this.waiting = new Map();
    this.count = 0;
    this.worker = new Worker(url);
    this.worker.onmessage = ({ data }) => this.settle(data);
    this.worker.onerror = (event) => { event.preventDefault(); this.lose(event.message || "worker error"); };
  }
  ask(kind, rest = {}, transfer = []) {
    return new Promise((resolve, reject) => {
      if (this.lost) return reject(new Error(this.lost));
      const id = ++this.count, limit = setTimeout(() => this.lose(say("处理时间过长，已停止", "it took too long and was stopped")), state.longest);
      this.waiting.set(id, { resolve, reject, limit });
      this.worker.postMessage({ id, kind, ...rest }, transfer);
    });
  }
  settle({ id, value, problem }) {
    const { resolve, reject, limit } = this.waiting.get(id);
    clearTimeout(limit);
    this.waiting.delete(id);
    if (problem) reject(new Error(problem));
    else resolve(value);
  }
  /** Ends the worker; every question still open fails with the reason. */
  lose(reason) {
    this.lost = reason;
    this.worker.terminate();
    for (const id of [...this.waiting.keys()]) this.settle({ id, problem: reason });
  }
}

const workers = []; // promises of ready ones, by their place
async function worker(place = 0) {
  payload = payload || unpacked();
  const known = workers[place] && (await workers[place].catch(() => null));
  if (!known || known.lost) {
    workers[place] = payload.then(async ({ url, sent }) => {
      const made = new PythonWorker(url);
      made.info = await made.ask("start", sent);
      made.ask("prepare").catch(() => 0); // what fails here, the next question says
      return made;
    });
  }
  return workers[place];
}

const cores = () => Math.max(1, Math.min(4, navigator.hardwareConcurrency || 1));

/** Calls work(worker, task) for every task, in as many workers as pay; gives how to cancel it, and when it is done. */
function spread(tasks, work, most = cores()) {
  const queue = [...tasks], busy = new Set();
  const count = tasks.length < 5 ? 1 : Math.min(most, tasks.length); // another worker takes two seconds to start
  const lane = async (place) => {
    while (queue.length) {
      const task = queue.shift(), one = await worker(place);
      busy.add(one);
      await work(one, task);
      busy.delete(one);
    }
  };
  const done = Promise.all(Array.from({ length: count }, (_, place) => lane(place)));
  const cancel = () => {
    queue.length = 0;
    busy.forEach((one) => one.lose(say("已取消", "cancelled")));
  };
  return { done, cancel };
}
