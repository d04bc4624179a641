using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Beffroi.Portal.Data;

/// <summary>Tells PostgreSQL which communes the connection may see; its row-level policies repeat the query filter.</summary>
internal sealed class PgScopeInterceptor : DbConnectionInterceptor
{
    /// <summary>The setting that the policies read: keys separated by commas, or <c>*</c>.</summary>
    public const string Setting = "beffroi.communes";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = Command(connection, eventData);
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = Command(connection, eventData);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static DbCommand Command(DbConnection connection, ConnectionEndEventData eventData)
    {
        var scope = (eventData.Context as PortalDb)?.Scope;
        var command = connection.CreateCommand();
        command.CommandText = "SELECT set_config('" + Setting + "', @communes, false)";
        var parameter = command.CreateParameter();
        parameter.ParameterName = "communes";
        parameter.Value = scope switch
        {
            null => "",
            { IsSyndicat: true } => "*",
            _ => string.Join(',', scope.Communes),
        };
        command.Parameters.Add(parameter);
        return command;
    }
}
