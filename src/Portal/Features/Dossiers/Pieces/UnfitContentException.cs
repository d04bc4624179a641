namespace Beffroi.Portal.Features.Dossiers.Pieces;

/// <summary>Why a content cannot be kept: the end, in French, of a sentence that begins with the file's name, and what to do.</summary>
internal sealed class UnfitContentException(string reason) : Exception(reason);
