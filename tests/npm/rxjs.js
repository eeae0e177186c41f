// rxjs: creation, operators, subjects, errors, schedulers and tests with virtual time.
'use strict';
const rx = require('rxjs');
const { TestScheduler } = require('rxjs/testing');
const { ajax } = require('rxjs/ajax');

const {
  of, from, range, interval, timer, defer, concat, merge, combineLatest, forkJoin, zip, race, throwError, EMPTY, Subject, BehaviorSubject, ReplaySubject, AsyncSubject, Observable, firstValueFrom, lastValueFrom,
  map, filter, take, scan, reduce, mergeMap, switchMap, concatMap, exhaustMap, debounceTime, throttleTime, bufferCount, windowCount, groupBy, catchError, retry, finalize, tap, distinctUntilChanged, pairwise,
  startWith, share, shareReplay, toArray, takeUntil, delay, timeout, materialize, dematerialize, expand, withLatestFrom, sample, auditTime, partition, generate, iif, using, observeOn, asyncScheduler, asapScheduler, queueScheduler, Notification,
} = rx;

const show = (name) => ({ next: (value) => console.log(name, value), error: (error) => console.log(name, 'error', error.name, error.message), complete: () => console.log(name, 'complete') });
const all = (name, source) => new Promise((done) => source.pipe(toArray(), finalize(done)).subscribe({ next: (values) => console.log(name, values), error: (error) => console.log(name, 'error', error.message) }));

(async () => {
  of(1, 2, 3).pipe(map((x) => x * 2), filter((x) => x > 2), scan((sum, x) => sum + x, 0)).subscribe(show('chain'));
  concat(of('a'), from(['b', 'c']), range(1, 2)).pipe(pairwise()).subscribe(show('pairs'));
  generate({ initialState: 1, condition: (x) => x < 20, iterate: (x) => x * 3 }).pipe(materialize(), map(({ kind }) => kind)).subscribe(show('kinds'));
  of(1).pipe(expand((x) => (x < 8 ? of(x * 2) : EMPTY)), reduce((list, x) => [...list, x], [])).subscribe(show('expand'));
  from([1, 1, 2, 3, 3]).pipe(distinctUntilChanged(), groupBy((x) => x % 2), mergeMap((group) => group.pipe(toArray(), map((values) => [group.key, values])))).subscribe(show('groups'));
  combineLatest({ a: of(1, 2), b: of('x') }).subscribe(show('latest'));
  zip(of(1, 2, 3), of('a', 'b')).subscribe(show('zip'));
  forkJoin([of(1, 2), of(3)]).subscribe(show('fork'));
  range(1, 5).pipe(bufferCount(2, 1), take(3)).subscribe(show('buffer'));
  range(1, 4).pipe(windowCount(2), mergeMap((window) => window.pipe(toArray()))).subscribe(show('window'));

  let attempts = 0;
  defer(() => (++attempts < 3 ? throwError(() => new Error(`attempt ${attempts}`)) : of('worked'))).pipe(tap({ error: (error) => console.log('saw', error.message) }), retry(2)).subscribe(show('retry'));
  throwError(() => new TypeError('caught')).pipe(catchError((error, source) => of(error.message)), finalize(() => console.log('finalized'))).subscribe(show('catch'));
  throwError(() => new RangeError('not caught')).subscribe(show('error'));
  EMPTY.pipe(startWith('only')).subscribe(show('empty'));
  const cold = new Observable((subscriber) => { console.log('subscribed'); subscriber.next(1); return () => console.log('torn down'); });
  const shared = cold.pipe(share());
  const one = shared.subscribe(show('one')), two = shared.subscribe(show('two'));
  one.unsubscribe(); two.unsubscribe(); console.log(one.closed);

  const subject = new Subject(), behavior = new BehaviorSubject('first'), replay = new ReplaySubject(2), later = new AsyncSubject();
  for (const [name, source] of Object.entries({ subject, behavior, replay, later })) { source.next('x'); source.next('y'); source.subscribe(show(name)); source.next('z'); source.complete(); }
  console.log(behavior.getValue(), subject.observed, subject.closed);
  try { subject.unsubscribe(); subject.next(1); } catch (error) { console.log(error.name, error.message); }

  await all('timers', merge(timer(20).pipe(map(() => 'late')), timer(2).pipe(map(() => 'early')), interval(5).pipe(take(2))).pipe(filter((x) => typeof x === 'string')));
  await all('switch', from([1, 2, 3]).pipe(switchMap((x) => of(x).pipe(delay(2)))));
  await all('concat', from([3, 1]).pipe(concatMap((x) => of(x).pipe(delay(x * 3)))));
  await all('exhaust', from([1, 2]).pipe(exhaustMap((x) => of(x).pipe(delay(2)))));
  await all('race', race(timer(30).pipe(map(() => 'slow')), timer(2).pipe(map(() => 'fast'))));
  await all('timeout', timer(50).pipe(timeout(5)));
  await all('until', interval(3).pipe(takeUntil(timer(100)), take(3)));
  await all('promise', from(Promise.resolve('p')).pipe(mergeMap(async (text) => text + (await 'q'))));
  await all('async iterable', from((async function* () { yield 1; yield 2; })()));
  console.log(await firstValueFrom(of(1, 2)), await lastValueFrom(of(1, 2)), await firstValueFrom(EMPTY).catch((error) => error.name), await firstValueFrom(EMPTY, { defaultValue: 'd' }));
  const order = [];
  for (const [name, scheduler] of Object.entries({ asyncScheduler, asapScheduler, queueScheduler })) of(1).pipe(observeOn(scheduler)).subscribe(() => order.push(name));
  order.push('synchronous');
  await lastValueFrom(timer(10));
  console.log(order);

  const tests = new TestScheduler((actual, expected) => console.log(JSON.stringify(actual) === JSON.stringify(expected), actual.length));
  tests.run(({ cold: source, hot, expectObservable, expectSubscriptions }) => {
    expectObservable(source('a-b-(c|)').pipe(debounceTime(2))).toBe('-----(c|)');
    expectObservable(source('a-b-c-d|').pipe(throttleTime(3))).toBe('a---c--|');
    expectObservable(hot('--a--^--b--|').pipe(auditTime(1))).toBe('----b--|');
    expectObservable(source('-a-#', undefined, new Error('x')).pipe(catchError(() => of('z')))).toBe('-a-(z|)');
    const subscribed = source('--a|');
    expectObservable(subscribed.pipe(shareReplay(1))).toBe('--a|');
    expectSubscriptions(subscribed.subscriptions).toBe('^--!');
  });
  console.log(rx.pipe(map((x) => x + 1))(of(1)) instanceof Observable, typeof ajax, rx.config.onUnhandledError);
  rx.config.onUnhandledError = (error) => console.log('unhandled', error.message);
  of(1).subscribe(() => { throw new Error('in next'); });
})();
