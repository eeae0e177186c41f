try { try { throw new TypeError('inner'); } catch (e) { throw new Error('outer', { cause: e }); } } catch (e) { console.log(e.message, e.cause.message, e.cause instanceof TypeError); }
