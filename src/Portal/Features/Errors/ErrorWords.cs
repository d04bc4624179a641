using Microsoft.AspNetCore.Http;

namespace Beffroi.Portal.Features.Errors;

/// <summary>The words of an error page.</summary>
/// <param name="Code">The HTTP status.</param>
/// <param name="Title">What happened.</param>
/// <param name="Kept">What it means for what the person was doing.</param>
/// <param name="Do">What to do now.</param>
/// <param name="MayTryAgain">Whether asking for the same page again may help.</param>
public sealed record ErrorWords(int Code, string Title, string Kept, string Do, bool MayTryAgain = false)
{
    /// <summary>A form that was open too long.</summary>
    public static ErrorWords ExpiredForm { get; } = new(
        StatusCodes.Status400BadRequest,
        "Ce formulaire a expiré",
        "La page est restée ouverte trop longtemps, ou votre navigateur refuse les cookies. Ce dernier envoi n’a pas été enregistré\u00A0; les étapes déjà validées le sont.",
        "Revenez à la page précédente, rechargez-la et envoyez-la de nouveau.");

    private static readonly ErrorWords s_notFound = new(
        404,
        "Cette page n’existe pas",
        "L’adresse est mal écrite, ou la page a été retirée. Rien de ce que vous avez envoyé à la mairie n’est perdu.",
        "Vérifiez l’adresse, ou cherchez ce dont vous avez besoin.");

    private static readonly Dictionary<int, ErrorWords> s_all = new ErrorWords[]
    {
        new(
            400,
            "Cette demande n’a pas été comprise",
            "Ce qui est arrivé jusqu’à nous était incomplet ou mal formé. Ce dernier envoi n’a pas été enregistré.",
            "Revenez à la page précédente et recommencez."),
        new(
            403,
            "Cette page ne vous est pas ouverte",
            "Votre compte, ou ce lien, ne donne pas accès à cette page. Rien n’a été changé.",
            "Connectez-vous avec le bon compte, ou demandez l’accès à la personne qui vous a donné le lien."),
        s_notFound,
        new(
            405,
            "Cette adresse ne s’utilise pas ainsi",
            "La page existe mais ne reçoit pas ce type d’envoi. Rien n’a été enregistré.",
            "Repartez de l’accueil."),
        new(
            413,
            "Votre envoi est trop lourd",
            "Les fichiers joints dépassent la taille admise. Ce dernier envoi n’a pas été enregistré\u00A0; les étapes déjà validées le sont.",
            "Revenez en arrière et joignez des fichiers plus légers, un à la fois si besoin\u00A0: une photo ou un PDF de 10\u00A0Mo au plus."),
        new(
            429,
            "Trop d’essais en peu de temps",
            "Pour protéger les dossiers, les essais sont limités. Rien de ce que vous avez envoyé n’est perdu.",
            "Attendez quelques minutes, puis recommencez.",
            MayTryAgain: true),
        new(
            500,
            "Le site a rencontré une erreur",
            "C’est notre faute, pas la vôtre. Ce qui a déjà été envoyé avec un accusé de réception est conservé\u00A0; ce dernier envoi ne l’est peut-être pas.",
            "Réessayez dans quelques minutes. Si l’erreur revient, appelez la mairie et donnez-lui la référence ci-dessous.",
            MayTryAgain: true),
        new(
            503,
            "Le site ne peut rien enregistrer pour l’instant",
            "Ce dernier envoi n’a pas été enregistré. Tout ce qui a reçu un accusé de réception, et les étapes déjà validées, sont conservés.",
            "Gardez cette page ouverte et réessayez dans quelques minutes. Si cela dure ou si votre demande est urgente, téléphonez à la mairie.",
            MayTryAgain: true),
    }.ToDictionary(words => words.Code);

    /// <summary>The words for a status; any other one is spoken of as its family is.</summary>
    public static ErrorWords Of(int code) =>
        s_all.TryGetValue(code, out var words) ? words
        : code is >= 500 and < 600 ? s_all[500]
        : code is 401 ? s_all[403]
        : code is > 400 and < 500 ? s_all[400]
        : s_notFound;
}
