const o = {}; o[1] = 'a'; o['1'] = 'b'; o[1.0] = 'c'; o['01'] = 'd'; o[-1] = 'e'; o[1.5] = 'f'; o[1e3] = 'g'; console.log(Object.keys(o).join(), o[1], o['1.5'], o[1000]);
