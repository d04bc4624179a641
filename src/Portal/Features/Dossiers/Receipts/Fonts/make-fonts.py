"""Makes the two fonts of the receipt from the site's variable font: pinned weights, Latin, without layout tables, renamed (reserved name)."""
import sys, copy
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
from fontTools import subset, merge
src, dst = sys.argv[1], sys.argv[2]
for weight, style in ((400, "Regular"), (700, "Bold")):
    parts = []
    for part in ("latin", "latin-ext"):
        font = instantiateVariableFont(TTFont(f"{src}/source-sans-3-{part}-wght-normal.woff2"), {"wght": weight}, inplace=True)
        for table in ("GSUB", "GPOS", "GDEF", "BASE", "STAT", "MVAR", "HVAR", "avar"):
            if table in font: del font[table]
        options = subset.Options(hinting=False, glyph_names=False, notdef_outline=True)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=[c for c in font.getBestCmap() if c < 0x250 or 0x2000 <= c < 0x2200])
        cutter.subset(font)
        font.flavor = None
        path = f"{part}-{weight}.ttf"; font.save(path); parts.append(path)
    font = merge.Merger().merge(parts)
    # The narrow no-break space of French typography is absent from the web subset: half a space.
    font["glyf"].glyphs["nnbsp"] = copy.deepcopy(font["glyf"]["space"]) if "space" in font["glyf"].glyphs else copy.deepcopy(font["glyf"][font.getBestCmap()[32]])
    font.setGlyphOrder(font.getGlyphOrder() + ["nnbsp"]) if "nnbsp" not in font.getGlyphOrder() else None
    space = font["hmtx"][font.getBestCmap()[32]]
    font["hmtx"].metrics["nnbsp"] = (space[0] // 2, 0)
    for table in font["cmap"].tables:
        if table.isUnicode(): table.cmap[0x202F] = "nnbsp"
    names = font["name"]
    for record in list(names.names):
        if record.nameID not in (0, 13, 14): names.removeNames(nameID=record.nameID)
    for i, text in ((1, "Beffroi Sans"), (2, style), (3, f"Beffroi Sans {style}"), (4, f"Beffroi Sans {style}"), (5, "Version 3.052"), (6, f"BeffroiSans-{style}")):
        names.setName(text, i, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = 0x20 if weight == 700 else 0x40
    font["head"].macStyle = 1 if weight == 700 else 0
    font.save(f"{dst}/BeffroiSans-{style}.ttf")
