#include "../system.h"
