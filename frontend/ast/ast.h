// The whole syntax tree.
#pragma once
#include "frontend/ast/expressions.h"
#include "frontend/ast/functions.h"
#include "frontend/ast/node.h"
#include "frontend/ast/patterns.h"
#include "frontend/ast/statements.h"
