#!/usr/bin/env python3
"""documents.py ROOT FOLDER VERSION: copyright (DEP-5), changelogs and SBOM of the package, the same for the same sources."""
import glob, json, os, re, subprocess, sys, tempfile, textwrap, time, uuid
import xml.etree.ElementTree as xml

root, folder, version = sys.argv[1:4]
epoch = int(os.environ["SOURCE_DATE_EPOCH"])
os.makedirs(folder, exist_ok=True)


def write(name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(text)


def bundled():
    """The packages whose files are in the program, from the restored graph, with the folder that holds each."""
    with open(f"{root}/artifacts/publish/packages.json", encoding="utf-8") as file:
        assets = json.load(file)
    target = next(value for key, value in assets["targets"].items() if "/" not in key)
    for name, entry in sorted(target.items(), key=lambda pair: pair[0].lower()):
        if entry["type"] != "package" or not any(entry.get(kind) for kind in ("runtime", "runtimeTargets", "native")):
            continue
        path = assets["libraries"][name]["path"]
        yield name.split("/"), next(home for home in (os.path.join(place, path) for place in assets["packageFolders"]) if os.path.isdir(home))


def licence(home):
    """Identifier, holder and, where the package brings its own text, that text."""
    spec = xml.parse(glob.glob(f"{home}/*.nuspec")[0]).getroot()
    field = {element.tag.split("}")[1]: element for element in spec.iter()}
    holder = " ".join((field["copyright"].text or "").split()) if "copyright" in field else ""
    holder = holder or " ".join((field["authors"].text or "").split())
    element = field.get("license")
    if element is not None and element.get("type") == "expression":
        return element.text, holder, None
    if element is not None:
        text = open(os.path.join(home, element.text.replace("\\", "/")), encoding="utf-8-sig").read()
        known = next((name for mark, name in (("Apache License", "Apache-2.0"), ("Permission is hereby granted, free of charge", "MIT"), ("Redistribution and use in source and binary", "BSD-3-Clause")) if mark in text), None)
        return (known, holder, None) if known in ("MIT", "Apache-2.0") else (known or "own-" + os.path.basename(home), holder, text)
    address = field["licenseUrl"].text if "licenseUrl" in field else ""
    return ("Apache-2.0" if "apache" in address.lower() else "MIT"), holder, None


def paragraph(text):
    return "\n".join(" " + (line.rstrip() or ".") for line in text.strip().splitlines())


def copyright_file():
    parts, texts = [], {}
    for (name, number), home in bundled():
        identifier, holder, text = licence(home)
        # Of two offered licences, the one that Debian's readers know.
        short = "Apache-2.0" if "OR Apache-2.0" in identifier else identifier.replace(" AND ", " and ")
        parts.append(f"Files: usr/lib/beffroi/beffroi#{name}\nCopyright: {holder}\nLicense: {short}\nComment: {name} {number}")
        for one in re.split(r" and |[()]", short):
            if one:
                texts.setdefault(one, text)
    parts.append("Files: usr/lib/beffroi/beffroi#runtime\nCopyright: .NET Foundation and Contributors\nLicense: MIT\nComment: .NET and ASP.NET Core runtime")
    assets = [
        ("usr/lib/beffroi/wwwroot/_content/Beffroi.Web/fonts/*", "2010-2020 Adobe, with Reserved Font Name Source", "OFL-1.1"),
        ("usr/lib/beffroi/wwwroot/_content/Beffroi.Web/icons*", "Lucide contributors; Cole Bemis (Feather)", "ISC"),
        ("usr/lib/beffroi/wwwroot/_content/Beffroi.Web/carte/leaflet*", "2010-2023 Volodymyr Agafonkin, 2010-2011 CloudMade", "BSD-2-Clause"),
    ]
    parts += [f"Files: {files}\nCopyright: {holder}\nLicense: {name}" for files, holder, name in assets]
    texts["OFL-1.1"] = open(f"{root}/src/Web/wwwroot/fonts/OFL.txt", encoding="utf-8").read()
    texts["ISC"] = open(f"{root}/src/Web/wwwroot/icons-LICENSE.txt", encoding="utf-8").read()
    texts["BSD-2-Clause"] = open(f"{root}/src/Web/wwwroot/carte/leaflet-LICENSE.txt", encoding="utf-8").read()
    texts.setdefault("MIT", None)
    own = {os.path.basename(path)[:-4]: open(path, encoding="utf-8").read() for path in glob.glob(f"{root}/packaging/deb/licences/*.txt")}
    own["Apache-2.0"] = "On Debian systems the full text is in /usr/share/common-licenses/Apache-2.0."
    head = textwrap.dedent("""\
        Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
        Upstream-Name: Beffroi
        Comment: One file, usr/lib/beffroi/beffroi, holds the program, the .NET runtime and
         the libraries below; after # is the name of each.

        Files: *
        Copyright: 2026 Beffroi contributors
        License: AGPL-3.0-or-later
        """)
    licences = []
    texts["AGPL-3.0-or-later"] = None
    for name in sorted(texts):
        text = texts[name] or own.get(name)
        if name == "AGPL-3.0-or-later":
            text = open(f"{root}/LICENSE", encoding="utf-8").read()
        if text is None:
            sys.exit(f"documents.py: the text of the licence {name} is missing in packaging/deb/licences/")
        licences.append(f"License: {name}\n{paragraph(text)}")
    write("copyright", "\n\n".join([head.strip(), *parts, *licences]) + "\n")


def changelogs():
    with open(f"{root}/CHANGELOG.md", encoding="utf-8") as file:
        text = file.read()
    write("changelog", text)
    lines = [line for line in text.split("\n## ")[1].splitlines()[1:] if line.startswith("- ")]
    when = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime(epoch))
    body = "\n".join(textwrap.fill(line[2:], 76, initial_indent="  * ", subsequent_indent="    ") for line in lines)
    write("changelog.Debian", f"beffroi ({version}) stable; urgency=medium\n\n{body}\n\n -- Beffroi <exploitation@beffroi.example>  {when}\n")


def sbom():
    with tempfile.TemporaryDirectory() as place:
        subprocess.run(
            ["dotnet", "tool", "run", "dotnet-CycloneDX", f"{root}/appliance/Beffroi.Appliance.csproj", "-o", place, "-fn", "sbom.json", "-F", "Json", "-rs", "-ed", "--no-serial-number"],
            cwd=root, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with open(f"{place}/sbom.json", encoding="utf-8") as file:
            document = json.load(file)
    document["metadata"]["timestamp"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(epoch))
    document["metadata"]["component"].update({"name": "beffroi", "version": version, "licenses": [{"license": {"id": "AGPL-3.0-or-later"}}]})
    document["serialNumber"] = "urn:uuid:" + str(uuid.uuid5(uuid.NAMESPACE_URL, f"beffroi/{version}/{epoch}"))
    document["components"].sort(key=lambda part: part["bom-ref"])
    for dependency in document.get("dependencies", []):
        dependency.get("dependsOn", []).sort()
    document.get("dependencies", []).sort(key=lambda part: part["ref"])
    write("beffroi.cdx.json", json.dumps(document, indent=2, ensure_ascii=False, sort_keys=True) + "\n")


copyright_file()
changelogs()
sbom()
