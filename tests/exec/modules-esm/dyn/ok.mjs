console.log('ok evaluated'); export default 'ok'; export const extra = 1;
