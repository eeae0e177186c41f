(globalThis.trace ??= []).push('first'); console.log('first');
