function f() { for await (const a of b) ; }
