using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Beffroi.Portal.Features.Dossiers.Mandats;

/// <summary>Keeps a mandate as JSON in one column of its draft, then of its dossier.</summary>
internal sealed class MandatConverter() : ValueConverter<Mandat, string>(mandat => mandat.ToJson(), json => Mandat.Read(json));
