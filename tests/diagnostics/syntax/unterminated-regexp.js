let a = /[/;
