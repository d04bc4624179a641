using System.ComponentModel;
using System.Diagnostics;

namespace Beffroi.Appliance.Backups;

/// <summary>The program <c>age</c> (Debian package <c>age</c>), which encrypts and decrypts as a stream, one process an object.</summary>
public static class AgeProgram
{
    /// <summary>Encrypts what is written, for these public keys.</summary>
    public static async Task EncryptAsync(IReadOnlyList<string> recipients, Action<Stream> writePlain, Stream cipher, CancellationToken cancellationToken)
    {
        using var process = Start("age", recipients.SelectMany(recipient => (string[])["-r", recipient]));
        using var kill = cancellationToken.Register(() => Kill(process));
        try
        {
            var said = process.StandardError.ReadToEndAsync(cancellationToken);
            var kept = OwnThread.RunAsync(() => OwnThread.Copy(process.StandardOutput.BaseStream, cipher));
            // When the target refuses the bytes, age must not wait for a reader for ever.
            _ = kept.ContinueWith(_ => Kill(process), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            var written = OwnThread.RunAsync(() => Write(process.StandardInput.BaseStream, writePlain));
            var refused = await Fault(kept);
            var fault = await Fault(written);
            if (refused is not null)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(refused);
            }

            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
            {
                throw new BackupException(fault is BackupException backup
                    ? backup.Message
                    : $"Le chiffrement a échoué : {Said(await said)}. Vérifiez les clés de Backup:Recipients (elles commencent par « age1 »).");
            }

            if (fault is not null)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(fault);
            }
        }
        finally
        {
            Kill(process);
        }
    }

    /// <summary>Decrypts a stream with the identity of a file, and reads it.</summary>
    /// <param name="name">The object, for messages.</param>
    public static async Task DecryptAsync(string name, string identityFile, Stream cipher, Action<Stream> readPlain, CancellationToken cancellationToken)
    {
        using var process = Start("age", ["-d", "-i", identityFile]);
        using var kill = cancellationToken.Register(() => Kill(process));
        try
        {
            var said = process.StandardError.ReadToEndAsync(cancellationToken);
            var fed = OwnThread.RunAsync(() => Write(process.StandardInput.BaseStream, stdin => OwnThread.Copy(cipher, stdin)));
            var fault = await Fault(OwnThread.RunAsync(() => readPlain(process.StandardOutput.BaseStream)));
            if (fault is not null)
            {
                // What was read makes no sense: either age stopped in the middle, which its exit code says, or the content is wrong.
                process.StandardOutput.Close();
            }

            await process.WaitForExitAsync(cancellationToken);
            var feeding = await Fault(fed);
            // 128 and more: ended by a signal, since we stopped reading.
            if (process.ExitCode is > 0 and < 128)
            {
                throw new BackupException(Explain(name, Said(await said)));
            }

            if ((fault ?? feeding) is { } other)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(other);
            }
        }
        finally
        {
            Kill(process);
        }
    }

    /// <summary>Makes a key pair.</summary>
    public static async Task<(string Identity, string Recipient)> MakeKeyAsync(CancellationToken cancellationToken)
    {
        using var process = Start("age-keygen", []);
        var identity = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        var recipient = identity.Split('\n').FirstOrDefault(line => line.StartsWith("# public key: ", StringComparison.Ordinal))
            ?? throw new BackupException("age-keygen n’a pas donné de clé.");
        return (identity, recipient["# public key: ".Length..].Trim());
    }

    private static string Explain(string name, string said) => said switch
    {
        _ when said.Contains("no identity matched", StringComparison.Ordinal) =>
            $"L’objet {name} n’est pas chiffré pour cette clé. Indiquez avec --identity le fichier de la clé dont la partie publique est dans Backup:Recipients.",
        _ when said.Contains("reading \"", StringComparison.Ordinal) || said.Contains("no such file", StringComparison.Ordinal) || said.Contains("identity file", StringComparison.Ordinal) =>
            $"Le fichier de la clé ne peut pas être lu : {said}.",
        _ => $"L’objet {name} est abîmé ou incomplet ({said}). Choisissez une autre sauvegarde avec --backup ; « beffroi backup list » les montre.",
    };

    private static string Said(string text)
    {
        var line = text.Split('\n').Select(part => part.Trim()).FirstOrDefault(part => part.Length > 0 && !part.Contains("report unexpected", StringComparison.Ordinal));
        return (line ?? "aucune raison donnée").Replace("age: error: ", "", StringComparison.Ordinal);
    }

    private static void Write(Stream stdin, Action<Stream> write)
    {
        // A pipe that the other end has closed says so again when it is flushed at its end; the exit code of age says why.
        try
        {
            write(stdin);
        }
        finally
        {
            try
            {
                stdin.Dispose();
            }
            catch (IOException)
            {
                // See above.
            }
        }
    }

    private static async Task<Exception?> Fault(Task task)
    {
        try
        {
            await task;
            return null;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return error;
        }
    }

    private static Process Start(string program, IEnumerable<string> arguments)
    {
        try
        {
            var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            PipeSize.Grow(process.StandardInput.BaseStream);
            PipeSize.Grow(process.StandardOutput.BaseStream);
            return process;
        }
        catch (Win32Exception)
        {
            throw new BackupException($"Le programme « {program} » manque. Installez-le avec « apt install age ».");
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
        catch (InvalidOperationException)
        {
            // It has just ended, or was disposed.
        }
    }
}
