console.log("ok runs"); export const a = 1;
