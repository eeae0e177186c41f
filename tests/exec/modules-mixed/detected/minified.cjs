var e=exports;e.z=1;exports.a=1;!function(){exports.b=2}();
