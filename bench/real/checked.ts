// What typescript.js has checked. The errors are meant: their messages are part of the output.
type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type DeepReadonly<T> = T extends (infer U)[] ? readonly DeepReadonly<U>[] : T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;
type Paths<T> = T extends object ? { [K in keyof T & string]: K | `${K}.${Paths<T[K]>}` }[keyof T & string] : never;

interface Account {
  id: number;
  owner: { name: string; address: { city: string; zip: string } };
  entries: { amount: number; at: Date }[];
}

abstract class Store<K, V> implements Iterable<[K, V]> {
  protected readonly values = new Map<K, V>();
  abstract keyOf(value: V): K;
  add(value: V): this {
    this.values.set(this.keyOf(value), value);
    return this;
  }
  get(key: K): V | undefined { return this.values.get(key); }
  map<U>(each: (value: V, key: K) => U): U[] { return [...this].map(([key, value]) => each(value, key)); }
  [Symbol.iterator](): Iterator<[K, V]> { return this.values[Symbol.iterator](); }
}

class Accounts extends Store<number, Account> {
  keyOf(account: Account) { return account.id; }
  total(id: number): number {
    const account = this.get(id);
    return account.entries.reduce((sum, entry) => sum + entry.amount, 0);
  }
}

function pick<T, K extends keyof T>(value: T, ...keys: K[]): Pick<T, K> {
  const out = {} as Pick<T, K>;
  for (const key of keys) out[key] = value[key];
  return out;
}

function isJson(value: unknown): value is Json {
  switch (typeof value) {
    case 'boolean': case 'number': case 'string': return true;
    case 'object': return value === null || (Array.isArray(value) ? value : Object.values(value)).every(isJson);
    default: return false;
  }
}

async function* pages(urls: Iterable<string>, signal?: AbortSignal): AsyncGenerator<{ url: string; text: string }> {
  for (const url of urls) {
    const response = await fetch(url, { signal });
    yield { url, text: await response.text() };
  }
}

const accounts = new Accounts().add({ id: 1, owner: { name: 'Ada', address: { city: 'London', zip: 'NW1' } }, entries: [] });
const path: Paths<Account> = 'owner.address.town';
const frozen: DeepReadonly<Account> = accounts.get(1)!;
frozen.owner.address.city = 'Paris';
const picked = pick(accounts.get(1)!, 'id', 'owner');
const amounts: string[] = accounts.map((account) => account.entries.length);
document.querySelector('canvas')?.getContext('2d')?.fillRect(0, 0, '10', 10);
(async () => { for await (const page of pages(['a', 'b'])) console.log(page.text.length, page.status); })();
export { amounts, isJson, path, picked };
