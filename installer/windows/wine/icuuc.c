/* Only for the tests under Wine, never in a package: Windows 10 has an icuuc.dll, Wine 8 has none, and Qt6Core asks for
 * these functions at its start. Opening a converter fails, so that Qt takes its own. */
#define EXPORT __declspec(dllexport)
#define NOTHING(name) EXPORT long long name(void) { return 0; }

EXPORT void *ucnv_open(const char *name, int *error)
{
    (void)name;
    if (error)
        *error = 4; /* U_FILE_ACCESS_ERROR */
    return 0;
}
NOTHING(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
NOTHING(UCNV_TO_U_CALLBACK_SUBSTITUTE)
NOTHING(ucnv_cbFromUWriteUChars)
NOTHING(ucnv_cbToUWriteUChars)
NOTHING(ucnv_close)
NOTHING(ucnv_countAvailable)
NOTHING(ucnv_fromUCountPending)
NOTHING(ucnv_fromUnicode)
NOTHING(ucnv_getAvailableName)
NOTHING(ucnv_getFromUCallBack)
NOTHING(ucnv_getMaxCharSize)
NOTHING(ucnv_getName)
NOTHING(ucnv_getStandardName)
NOTHING(ucnv_getToUCallBack)
NOTHING(ucnv_reset)
NOTHING(ucnv_setFromUCallBack)
NOTHING(ucnv_setToUCallBack)
NOTHING(ucnv_toUCountPending)
NOTHING(ucnv_toUnicode)
