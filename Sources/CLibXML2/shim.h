#pragma once
/* Debian builds libxml2 with ICU, whose headers clash with the ones that Foundation brings. */
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/xmlwriter.h>
