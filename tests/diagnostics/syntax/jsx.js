const a = <div>text</div>;
