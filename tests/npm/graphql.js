// graphql: schemas from text and by hand, execution, errors, validation, introspection, subscriptions.
'use strict';
const g = require('graphql');

const sdl = `
"A person" type Person { id: ID!, name(upper: Boolean = false): String!, friends(first: Int): [Person!], age: Int, mood: Mood, pet: Pet }
enum Mood { HAPPY SAD @deprecated(reason: "cheer up") }
interface Named { name: String! }
type Dog implements Named { name: String!, barks: Boolean }
type Cat implements Named { name: String!, lives: Int }
union Pet = Dog | Cat
scalar Date
input PersonInput { name: String!, age: Int = 30, tags: [String!]! = ["new"] }
type Query { person(id: ID!): Person, people: [Person!]!, named: [Named!]!, now: Date, fails: String, failsHard: String! , echo(value: Date): Date }
type Mutation { add(input: PersonInput!): Person! }
type Subscription { ticks(to: Int!): Int! }
directive @shout(times: Int! = 1) on FIELD
`;
const people = [{ id: '1', name: 'Ada', age: 36, mood: 'HAPPY', friends: ['2'], pet: { kind: 'Dog', name: 'Rex', barks: true } }, { id: '2', name: 'Bob', mood: 'SAD', friends: ['1', '2'], pet: { kind: 'Cat', name: 'Tom', lives: 9 } }];
const schema = g.buildSchema(sdl);
schema.getType('Pet').resolveType = schema.getType('Named').resolveType = ({ kind }) => kind;
Object.assign(schema.getType('Date'), { serialize: (value) => new Date(value).toISOString(), parseValue: (value) => Date.parse(value), parseLiteral: (node) => Date.parse(node.value) });
const fields = schema.getType('Person').getFields();
fields.friends.resolve = async (person, { first }) => person.friends.slice(0, first).map((id) => people.find((one) => one.id === id));
fields.name.resolve = (person, { upper }) => (upper ? person.name.toUpperCase() : person.name);
const root = {
  person: ({ id }, context) => { context.asked.push(id); return people.find((one) => one.id === id); }, people, named: () => people.map(({ pet }) => pet), now: () => 0,
  fails: () => { throw new g.GraphQLError('on purpose', { extensions: { code: 'MINE' } }); }, failsHard: async () => { throw new TypeError('hard'); }, echo: ({ value }) => value,
  add: ({ input }) => ({ id: '3', friends: [], ...input, name: `${input.name} ${input.age} ${input.tags}` }),
  async* ticks({ to }) { for (let i = 1; i <= to; ++i) yield { ticks: i }; },
};

async function run(source, variableValues, operationName) {
  const contextValue = { asked: [] };
  const result = await g.graphql({ schema, source, rootValue: root, contextValue, variableValues, operationName });
  console.log(JSON.stringify(result), contextValue.asked.join());
}

(async () => {
  await run('{ person(id: 1) { id name(upper: true) friends(first: 1) { name mood } pet { __typename ... on Dog { barks } ... on Cat { lives } } } }');
  await run('query Q($id: ID!, $with: Boolean!) { first: person(id: $id) { ...F } second: person(id: "2") { ...F } } fragment F on Person { name age @include(if: $with) id @skip(if: $with) }', { id: '1', with: true });
  await run('{ named { __typename name } now echo(value: "2024-01-01") }');
  await run('mutation { add(input: { name: "Eve" }) { id name } }');
  await run('query A { now } query B { fails }', {}, 'B');
  await run('{ fails people { name } }');
  await run('{ failsHard }');
  await run('{ person(id: 1) { nothing } unknown }');
  await run('{ person { id } ');
  await run('query ($id: ID!) { person(id: $id) { id } }', {});
  await run('mutation ($i: PersonInput!) { add(input: $i) { id } }', { i: { age: 'x', more: 1 } });
  console.log(g.printSchema(schema));
  console.log(g.print(g.parse('query   Q($a:[Int!]!=[1,2]) @d{a:b(x:{y:"s\\n",z:ENUM},w:"""block\n  text""")}')));
  const document = g.parse('{ person(id: 1) { name, friends { name } } }', { noLocation: true });
  const visited = [];
  const renamed = g.visit(document, { Field: { enter: (node) => { visited.push(node.name.value); if (node.name.value === 'friends') return null; } }, Name: (node) => (node.value === 'name' ? { ...node, value: 'id' } : undefined) });
  console.log(visited, g.print(renamed));
  try { g.parse('{ a(b: $) }'); } catch (error) { console.log(error.toString(), error.locations); }
  console.log(g.validate(schema, g.parse('{ person(id: 1, x: 2) { id } ...Missing } fragment Unused on Person { id }')).map(String));
  const introspected = g.buildClientSchema((await g.graphql({ schema, source: g.getIntrospectionQuery() })).data);
  console.log(g.printType(introspected.getType('Person')), g.findBreakingChanges(schema, g.buildSchema(sdl.replace('age: Int,', '').replace('SAD', 'ANGRY'))));
  console.log(g.typeFromAST(schema, g.parseType('[Person!]!')).toString(), g.valueFromAST(g.parseValue('{name: "x"}'), schema.getType('PersonInput')), g.isTypeSubTypeOf(schema, schema.getType('Dog'), schema.getType('Named')));
  for await (const event of await g.subscribe({ schema, document: g.parse('subscription { ticks(to: 3) }'), rootValue: root })) console.log(JSON.stringify(event));
  const byHand = new g.GraphQLSchema({
    query: new g.GraphQLObjectType({ name: 'Q', fields: () => ({ sum: { type: g.GraphQLInt, args: { list: { type: new g.GraphQLList(new g.GraphQLNonNull(g.GraphQLInt)) } }, resolve: (_, { list }) => list.reduce((a, b) => a + b) }, big: { type: g.GraphQLInt, resolve: () => 2 ** 40 } }) }),
  });
  console.log(JSON.stringify(g.graphqlSync({ schema: byHand, source: '{ sum(list: [1, 2, 3]) big }' })), JSON.stringify(g.executeSync({ schema: byHand, document: g.parse('{ sum(list: [1]) __typename }') })));
  console.log(g.stripIgnoredCharacters('{  a ,, b # c\n }'), g.lexicographicSortSchema(schema).getQueryType().name, g.getOperationAST(g.parse('query A { a } mutation B { b }'), 'B').operation);
})();
