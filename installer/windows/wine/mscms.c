/* Only for the tests under Wine, never in a package: Wine 8's mscms.dll lacks WcsCreateIccProfile, for which Qt asks.
 * Every question for a colour profile fails, so that Qt takes sRGB. */
#define EXPORT __declspec(dllexport)

EXPORT void *WcsCreateIccProfile(void *profile, unsigned options)
{
    (void)profile, (void)options;
    return 0;
}
EXPORT void *WcsOpenColorProfileW(void *a, void *b, void *c, unsigned d, unsigned e, unsigned f, unsigned g)
{
    (void)a, (void)b, (void)c, (void)d, (void)e, (void)f, (void)g;
    return 0;
}
EXPORT void *OpenColorProfileW(void *profile, unsigned access, unsigned sharing, unsigned mode)
{
    (void)profile, (void)access, (void)sharing, (void)mode;
    return 0;
}
EXPORT int CloseColorProfile(void *profile)
{
    (void)profile;
    return 1;
}
EXPORT int GetColorProfileFromHandle(void *profile, void *octets, unsigned *size)
{
    (void)profile, (void)octets;
    if (size)
        *size = 0;
    return 0;
}
EXPORT int GetStandardColorSpaceProfileW(void *machine, unsigned space, void *name, unsigned *size)
{
    (void)machine, (void)space, (void)name, (void)size;
    return 0;
}
EXPORT int GetColorDirectoryW(void *machine, void *name, unsigned *size)
{
    (void)machine, (void)name, (void)size;
    return 0;
}
