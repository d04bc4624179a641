using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Beffroi.Appliance.Configuration;

/// <summary>The Unix user that runs the process, and who owns a file.</summary>
internal static class ProcessUser
{
    private const int CurrentFolder = -100;
    private const uint Same = uint.MaxValue;
    private const uint OwnerMask = 0x8 | 0x10;

    /// <summary>The user's number; 0 is root.</summary>
    public static uint UserId => geteuid();

    /// <summary>The user's name, or number when the machine does not name it.</summary>
    public static string UserName => NameOf(UserId);

    /// <summary>The name of a user, or its number.</summary>
    public static string NameOf(uint user)
    {
        try
        {
            var number = user.ToString(CultureInfo.InvariantCulture);
            return File.ReadLines("/etc/passwd").Select(line => line.Split(':')).FirstOrDefault(fields => fields.Length > 2 && fields[2] == number)?[0] ?? number;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return user.ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>The owner and group of a file or directory; null when there is none or it may not be looked at.</summary>
    public static (uint User, uint Group)? OwnerOf(string path)
    {
        // struct statx is the same on every processor, which struct stat is not: the owner is at byte 20, the group at byte 24.
        var answer = new byte[256];
        return statx(CurrentFolder, Native(path), 0, OwnerMask, answer) == 0
            ? (BitConverter.ToUInt32(answer, 20), BitConverter.ToUInt32(answer, 24))
            : null;
    }

    /// <summary>Gives a file to a user and group; false when that is not allowed.</summary>
    public static bool Give(string path, (uint User, uint Group) owner) => chown(Native(path), owner.User, owner.Group) == 0;

    /// <summary>Takes the place of another user in every thread, for the rest of the process. Only root may.</summary>
    /// <param name="owner">The user and group.</param>
    /// <param name="mayReturn">Whether <see cref="AsRoot"/> will be asked for.</param>
    public static bool Become((uint User, uint Group) owner, bool mayReturn = false) =>
        setgroups(0, []) == 0
        && setresgid(owner.Group, owner.Group, mayReturn ? Same : owner.Group) == 0
        && setresuid(owner.User, owner.User, mayReturn ? Same : owner.User) == 0;

    /// <summary>Does one thing as root where the process began as root, then returns to the user; otherwise does it as it is.</summary>
    public static void AsRoot(Action action)
    {
        var user = UserId;
        var isRoot = user != 0 && setresuid(Same, 0, Same) == 0;
        try
        {
            action();
        }
        finally
        {
            if (isRoot)
            {
                _ = setresuid(Same, user, Same);
            }
        }
    }

    private static byte[] Native(string path) => Encoding.UTF8.GetBytes(path + '\0');

    // The C library spreads a change of user over all threads of the process (nptl(7)).
    [DllImport("libc")]
    private static extern uint geteuid();

    [DllImport("libc", SetLastError = true)]
    private static extern int setresuid(uint real, uint effective, uint saved);

    [DllImport("libc", SetLastError = true)]
    private static extern int setresgid(uint real, uint effective, uint saved);

    [DllImport("libc", SetLastError = true)]
    private static extern int setgroups(nuint count, uint[] groups);

    [DllImport("libc", SetLastError = true)]
    private static extern int chown(byte[] path, uint user, uint group);

    [DllImport("libc", SetLastError = true)]
    private static extern int statx(int folder, byte[] path, int flags, uint mask, byte[] answer);
}
