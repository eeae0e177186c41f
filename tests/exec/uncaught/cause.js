const inner = new RangeError('inner');
class AppError extends Error { constructor(m, o) { super(m, o); this.name = 'AppError'; this.code = 'E_APP'; } }
throw new AppError('outer', { cause: inner });
