const a = [1, 2, 3, 4, 5]; console.log(a.splice(1, 2).join(), a.join(), a.splice(-1, 1).join(), a.splice(1, 0, 'a', 'b').length, a.join(), a.splice(0).join(), a.length);
