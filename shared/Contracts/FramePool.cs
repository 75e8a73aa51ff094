namespace Wva.Contracts;

/// <summary>
/// Frames between two uses, at most <see cref="MaxFrames"/> of them, for the whole process. A stack under a lock: the frame given back last has its
/// buffer in the cache, and a frame is held for microseconds, so that the lock is hardly ever found taken.
/// </summary>
public static class FramePool
{
    /// <summary>Frames kept at most; one more is left to the garbage collector.</summary>
    public const int MaxFrames = 256;

    private static readonly Lock Gate = new();
    private static readonly Frame[] Free = new Frame[MaxFrames];
    private static int _count;

    /// <summary>An empty frame. Whoever holds it gives it back once, after its last use.</summary>
    public static Frame Rent()
    {
        Frame? frame = null;
        lock (Gate)
        {
            if (_count > 0)
            {
                frame = Free[--_count];
                frame.IsPooled = false;
            }
        }

        frame ??= new Frame();
        frame.Clear();
        return frame;
    }

    /// <summary>Takes a frame back.</summary>
    /// <exception cref="InvalidOperationException">It was given back already: two holders would write into each other's message.</exception>
    public static void Return(Frame frame)
    {
        lock (Gate)
        {
            if (frame.IsPooled)
            {
                throw new InvalidOperationException("the frame was given back before");
            }

            // A buffer that grew beyond any valid message would stay in memory for nothing.
            if (_count < MaxFrames && frame.CapacityBytes <= 2 * Wire.MaxMessageBytes)
            {
                frame.IsPooled = true;
                Free[_count++] = frame;
            }
        }
    }
}
