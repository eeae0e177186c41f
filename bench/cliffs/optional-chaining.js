// ?. and ?? over objects that may be missing.
const users = [{ profile: { name: { length: 3 } } }, { profile: null }, null, { profile: { name: null } }, undefined];
let total = 0;
for (let i = 0; i < 80000000; i++) {
  const user = users[i % 5];
  total = (total + (user?.profile?.name?.length ?? 1)) | 0;
}
console.log(total);
