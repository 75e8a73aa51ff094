namespace Wva.Agent.Scrape;

/// <summary>Why a period is in force.</summary>
internal enum CadenceReason
{
    /// <summary>Nothing waits and there is room: the period for that is in force.</summary>
    AtEase,

    /// <summary>Requests wait.</summary>
    RequestsWait,

    /// <summary>The KV cache is near the trigger.</summary>
    KvNearTrigger,

    /// <summary>The page takes so long that it is read less often than asked for.</summary>
    SlowPage,

    /// <summary>The last scrape gave no page.</summary>
    Failed,
}
