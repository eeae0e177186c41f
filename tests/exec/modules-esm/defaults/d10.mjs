export default async () => 1; export const after = 10;
