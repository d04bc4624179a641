namespace Beffroi.Portal.Features.HorsLigne;

/// <summary>The addresses of what works without a network.</summary>
public static class HorsLigneLinks
{
    /// <summary>The page that opens without a network, and the scope of the worker: it answers for nothing else.</summary>
    public const string Page = "/hors-ligne";

    /// <summary>The worker that keeps the page on the device.</summary>
    public const string Worker = "/hors-ligne/veille.js";

    /// <summary>What lets the bureau be installed.</summary>
    public const string Manifest = "/hors-ligne/manifeste.webmanifest";

    /// <summary>Who is signed in, their key and a mark against forged posts.</summary>
    public const string Session = "/hors-ligne/session";

    /// <summary>The forms that the agent may fill in offline.</summary>
    public const string Forms = "/hors-ligne/formulaires";

    /// <summary>Where the device sends what was typed.</summary>
    public const string Sendings = "/hors-ligne/envois";
}
