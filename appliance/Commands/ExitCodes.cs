namespace Beffroi.Appliance.Commands;

/// <summary>The exit codes that operators script against.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int BadUsage = 2;
    public const int PartlyDone = 3;
    public const int RefusedByRule = 4;
}
